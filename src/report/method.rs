//! The footer: how it was computed, from what, by which version.

use super::options::Options;
use super::page::Block;
use super::phrase::Phrase;
use super::scene::Scene;
use sha2::{Digest, Sha256};

impl Scene<'_> {
    /// Methods, source text, version, command and input hash.
    pub(crate) fn method(&self, options: &Options) -> Vec<Block> {
        let text = &self.document.input.text;
        let mut line =
            vec![self.words.say("method.version", &[("version", options.version.as_str().into())])];
        if !options.command.is_empty() {
            line.push(Phrase::text(&options.command));
        }
        let hash = format!("{} {}", self.words.label("method.hash"), hash(text));
        line.push(Phrase::text(&hash));
        vec![
            Block::Paragraph { text: self.label("method.text") },
            Block::Paragraph { text: self.label("method.source") },
            Block::Code { text: text.trim_end().to_string() },
            Block::Paragraph { text: Phrase::joined(line, " · ") },
        ]
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::hash("abc"), expected);
    }
}
