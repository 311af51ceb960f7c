//! What a reader may choose.

/// How much of the working is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Steps {
    /// Results only.
    None,
    /// The derivatives and the case tree without intermediate lines.
    Brief,
    /// Every step.
    #[default]
    Full,
}

/// The second-derivative test in the words of one tradition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Notation {
    /// Signs of the eigenvalues of H.
    #[default]
    Eigen,
    /// `D = L_xx L_yy − L_xy²` as well (two variables).
    D,
    /// `A`, `B`, `C` and `AC − B²` as well (two variables).
    Abc,
    /// Leading principal minors as well.
    Minors,
}

/// What the page is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variant {
    /// The worked solution.
    #[default]
    Solution,
    /// Results without their derivation.
    Key,
    /// The problem with room for answers; no answer is in the file.
    Worksheet,
}

/// How formulas are written in Markdown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MathDialect {
    /// `` $`…`$ `` and fenced `math` blocks, as GitHub and GitLab read them.
    #[default]
    Github,
    /// `$…$` and `$$…$$`.
    Dollar,
}

/// Which fonts an HTML page carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fonts {
    /// None: the reader's own.
    None,
    /// The one for formulas.
    Math,
    /// Formulas and text.
    #[default]
    All,
}

/// Choices for a page.
#[derive(Debug, Clone)]
pub struct Options {
    /// One of [`super::languages`]; an unknown one is English.
    pub language: String,
    /// Solution, key or worksheet.
    pub variant: Variant,
    /// Parts of the page to show, by the names of [`super::SECTIONS`]; with a minus sign in
    /// front, parts to leave out. Empty for all.
    pub sections: Vec<String>,
    /// Names and texts of the user's templates, which stand in front of those of the program.
    pub templates: Vec<(String, String)>,
    /// How much of the working is shown.
    pub steps: Steps,
    /// Words of the second-derivative test.
    pub notation: Notation,
    /// Formulas in Markdown.
    pub math: MathDialect,
    /// Fonts in HTML.
    pub fonts: Fonts,
    /// Name of the output file without its ending; the figures of Markdown start with it.
    pub stem: String,
    /// The version printed in the footer.
    pub version: String,
    /// The command line printed in the footer; empty for none.
    pub command: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            language: "en".to_string(),
            variant: Variant::default(),
            sections: Vec::new(),
            templates: Vec::new(),
            steps: Steps::default(),
            notation: Notation::default(),
            math: MathDialect::default(),
            fonts: Fonts::default(),
            stem: "report".to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            command: String::new(),
        }
    }
}

/// Choices for the terminal.
#[derive(Debug, Clone)]
pub struct TerminalOptions {
    /// One of [`super::languages`]; an unknown one is English.
    pub language: String,
    /// ASCII only, formulas in the input language.
    pub ascii: bool,
    /// ANSI colours.
    pub colour: bool,
    /// Columns to write in.
    pub width: usize,
}

impl Default for TerminalOptions {
    fn default() -> TerminalOptions {
        TerminalOptions { language: "en".to_string(), ascii: false, colour: false, width: 100 }
    }
}
