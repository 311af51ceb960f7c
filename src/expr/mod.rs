//! Hash-consed expressions whose canonical forms never enlarge the domain, and their printing.
