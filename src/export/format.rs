//! The forms in which a network is taken away as a text, and the file that each is saved as.

/// A form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The document itself.
    Document,
    /// Every number of the page.
    Report,
    /// Rows with commas between cells.
    Csv,
    /// Rows with tabs between cells.
    Tsv,
    /// A table for people, in Markdown.
    Markdown,
    /// A table for people, in LaTeX.
    Latex,
    /// A module in PyTorch.
    PyTorch,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Format; 7] = [
        Format::Document,
        Format::Report,
        Format::Csv,
        Format::Tsv,
        Format::Markdown,
        Format::Latex,
        Format::PyTorch,
    ];

    /// The name in test hooks.
    pub fn id(self) -> &'static str {
        match self {
            Format::Document => "document",
            Format::Report => "report",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Markdown => "markdown",
            Format::Latex => "latex",
            Format::PyTorch => "pytorch",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Format::Document => "im2cost.json",
            Format::Report => "report.json",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Markdown => "md",
            Format::Latex => "tex",
            Format::PyTorch => "py",
        }
    }

    /// What stands before the text in a file. Spreadsheets tell by it that a table is in UTF-8; without it, Excel shows
    /// other letters than were written.
    ///
    /// ```
    /// use im2cost::export::Format;
    /// assert_eq!(Format::Csv.file_start(), "\u{feff}");
    /// assert_eq!(Format::Document.file_start(), "");
    /// ```
    pub fn file_start(self) -> &'static str {
        match self {
            Format::Csv | Format::Tsv => "\u{feff}",
            _ => "",
        }
    }

    /// What the file is, for the browser that saves it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Document | Format::Report => "application/json",
            Format::Csv => "text/csv",
            Format::Tsv => "text/tab-separated-values",
            Format::Markdown => "text/markdown",
            Format::Latex => "text/x-tex",
            Format::PyTorch => "text/x-python",
        }
    }

    /// The name of a network's file: its own, without signs that no file name may have.
    ///
    /// ```
    /// use im2cost::export::Format;
    /// assert_eq!(Format::Document.file_name("DCGAN generator"), "DCGAN-generator.im2cost.json");
    /// assert_eq!(Format::Latex.file_name("../a/b"), "-a-b.tex");
    /// assert_eq!(Format::Csv.file_name("卷积"), "卷积.csv");
    /// assert_eq!(Format::PyTorch.file_name("  "), "network.py");
    /// ```
    pub fn file_name(self, network: &str) -> String {
        let plain: String = network
            .chars()
            .map(|sign| if sign.is_alphanumeric() || "-_. ".contains(sign) { sign } else { '-' })
            .collect();
        let stem = plain.trim().trim_matches('.');
        let stem = if stem.is_empty() { "network" } else { stem };
        format!("{}.{}", stem.replace(' ', "-"), self.extension())
    }
}
