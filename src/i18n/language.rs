//! The two languages of the page.

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Both.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// The tag that says to browsers and settings which language it is.
    pub fn tag(self) -> &'static str {
        self.either("en", "zh")
    }

    /// The language of a tag, as far as the page speaks it; regions and scripts make no difference.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// assert_eq!(Language::from_tag("zh-Hans-CN"), Some(Language::Chinese));
    /// assert_eq!(Language::from_tag("en_GB"), Some(Language::English));
    /// assert_eq!(Language::from_tag("fr"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?;
        Language::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        self.either("English", "中文")
    }

    /// Sentences, one after the other.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// assert_eq!(Language::English.sentences(["One.", "Two."]), "One. Two.");
    /// assert_eq!(Language::Chinese.sentences(["一。", "二。"]), "一。二。");
    /// ```
    pub fn sentences<'text>(self, sentences: impl IntoIterator<Item = &'text str>) -> String {
        sentences.into_iter().collect::<Vec<_>>().join(self.either(" ", ""))
    }

    /// The one of two that is in this language.
    pub(super) fn either<T>(self, english: T, chinese: T) -> T {
        match self {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}

/// A sentence with values in it: the English and the Chinese pattern of `format!`, of which one is filled in.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::i18n::Language::English => format!($english),
            $crate::i18n::Language::Chinese => format!($chinese),
        }
    };
}

pub(super) use say;
