//! What a reader chooses for the page itself, apart from any network: language and theme.

use crate::i18n::Language;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All three, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The name in storage and in styles.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// What to force upon the system, if anything.
    pub fn forced(self) -> Option<&'static str> {
        (self != Theme::System).then_some(self.name())
    }

    /// The theme of that name.
    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The reader's choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

impl Settings {
    /// As one word of each, for storage.
    pub fn write(&self) -> String {
        format!("{} {}", self.language.tag(), self.theme.name())
    }

    /// What was stored, as far as it can be read; else the first of the reader's languages that the page speaks.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::ui::settings::{Settings, Theme};
    /// let chosen = Settings { language: Language::Chinese, theme: Theme::Dark };
    /// assert_eq!(Settings::read(&chosen.write(), &[]), chosen);
    /// let preferred = Settings::read("", &["fr".to_owned(), "zh-CN".to_owned()]);
    /// assert_eq!(preferred, Settings { language: Language::Chinese, theme: Theme::System });
    /// ```
    pub fn read(text: &str, preferred: &[String]) -> Settings {
        let mut words = text.split(' ');
        let stored = words.next().and_then(Language::from_tag);
        let theme = words.next().and_then(Theme::from_name).unwrap_or_default();
        let preferred = || preferred.iter().find_map(|tag| Language::from_tag(tag));
        Settings { language: stored.or_else(preferred).unwrap_or_default(), theme }
    }
}
