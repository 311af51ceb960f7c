//! A serialisable view of a result, rendered by templates.
