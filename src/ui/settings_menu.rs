//! Language and theme.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::menu_entry::menu_entry;
use super::settings::{Settings, Theme};
use crate::browser::field;
use crate::i18n::{Label, Language};

/// What the menus are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct SettingsMenuProps {
    /// The reader's choices.
    pub settings: Settings,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A menu for each.
#[component]
pub fn SettingsMenu(props: &SettingsMenuProps) -> Html {
    let SettingsMenuProps { settings, dispatch } = props;
    let (settings, language) = (*settings, settings.language);
    let speak = dispatch.on(move |event: Event| {
        let language = Language::from_tag(&field::text(&event.target()?)?)?;
        Some(Act::Set(Settings { language, ..settings }))
    });
    let light = dispatch.on(move |event: Event| {
        let theme = Theme::from_name(&field::text(&event.target()?)?)?;
        Some(Act::Set(Settings { theme, ..settings }))
    });
    let speech = |entry: Language| {
        menu_entry(entry.tag(), entry.tag().into(), entry.own_name().into(), entry == language)
    };
    let look = |theme: Theme| {
        let label = match theme {
            Theme::System => Label::ThemeSystem,
            Theme::Light => Label::ThemeLight,
            Theme::Dark => Label::ThemeDark,
        };
        menu_entry(theme.name(), theme.name().into(), language.label(label).into(), theme == settings.theme)
    };
    html! {
        <>
            <select data-testid="language" aria-label={language.label(Label::LanguageChoice)} onchange={speak}
                title={language.label(Label::LanguageChoice)}>{ for Language::ALL.into_iter().map(speech) }</select>
            <select data-testid="theme" aria-label={language.label(Label::Theme)} onchange={light}
                title={language.label(Label::Theme)}>{ for Theme::ALL.into_iter().map(look) }</select>
        </>
    }
}
