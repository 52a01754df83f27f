//! The fields of a row: text, boxes and menus, each in the cell of its column.

use std::rc::Rc;

use yew::prelude::*;

use super::called::called;
use super::columns::{Column, option_label, options, options_class};
use super::field::{FieldText, key_text, sources_text};
use super::kind_menu::{kind_menu, variety};
use super::menu_entry::menu_entry;
use super::place::field_name;
use super::sheet::Line;
use super::state::Draft;
use super::trouble::trouble_id;
use crate::i18n::{Label, Language};
use crate::layer::{Form, Key, Parameter, Value};
use crate::network::{Field, Outcome, Sources, Typing};

/// The class of a field that is seen while it is edited; else the name that it holds is shown in its place.
const UNDER: &str = "under";

/// What the fields of one row are drawn from.
#[derive(Clone, Properties)]
pub struct RowFieldsProps {
    /// The row.
    pub line: Rc<Line>,
    /// The language of the page.
    pub language: Language,
    /// Whether its menu of kinds is filled.
    pub is_filled: bool,
    /// What is being typed in it.
    pub draft: Option<Draft>,
}

impl PartialEq for RowFieldsProps {
    fn eq(&self, other: &RowFieldsProps) -> bool {
        (self.language, self.is_filled, &self.draft) == (other.language, other.is_filled, &other.draft)
            && (Rc::ptr_eq(&self.line, &other.line) || shows_the_same(&self.line, &other.line))
    }
}

/// Whether two states of a row look alike as far as its fields go: the same was typed, the same channels flow in, the
/// same field is wrong.
fn shows_the_same(one: &Line, other: &Line) -> bool {
    let flows = |line: &Line| line.analysis.inputs.first().map(|shape| shape.channels());
    Rc::ptr_eq(&one.row, &other.row)
        && flows(one) == flows(other)
        && wrong_field(one) == wrong_field(other)
        && variety(one) == variety(other)
}

/// The field that breaks a rule.
fn wrong_field(line: &Line) -> Option<Field> {
    match &line.analysis.outcome {
        Outcome::Invalid(error) => error.field(),
        Outcome::Valid(_) | Outcome::Waiting { .. } => None,
    }
}

/// The cells of the row's name, kind, sources and hyperparameters.
#[component]
pub fn RowFields(props: &RowFieldsProps) -> Html {
    let RowFieldsProps { line, language, is_filled, draft } = props;
    let fields = Fields { line, draft: draft.as_ref(), language: *language };
    html! {
        <>
            { fields.name() }
            <div class={Column::Kind.class()} role="gridcell" aria-colindex="3">
                { kind_menu(line, *language, *is_filled) }
            </div>
            { fields.from() }
            <>{ for fields.hyperparameters() }</>
        </>
    }
}

/// Draws fields of a row.
struct Fields<'a> {
    line: &'a Line,
    draft: Option<&'a Draft>,
    language: Language,
}

impl Fields<'_> {
    fn hyperparameters(&self) -> Vec<Html> {
        let row = &self.line.row;
        let mut cells = Vec::new();
        for parameter in row.kind.parameters() {
            if let Some(column) = Column::of(parameter.key) {
                cells.push(self.cell(*parameter, column));
            }
        }
        if options(row.kind).next().is_some() {
            cells.push(self.options());
        }
        cells
    }

    fn name(&self) -> Html {
        let typing = Typing::Row(self.line.row.id, Field::Name);
        let text = match self.draft {
            Some(draft) if draft.place == typing => draft.text.clone(),
            _ => self.line.row.name.clone(),
        };
        html! {
            <div class={Column::Name.class()} role="rowheader" aria-colindex="2"
                title={AttrValue::from(self.line.row.name.clone())}>
                { self.text_input(Field::Name, self.language.field(Field::Name), text.into(), None, Some(UNDER)) }
                { called(&self.line.row.name) }
            </div>
        }
    }

    fn from(&self) -> Html {
        let row = &self.line.row;
        let class = if row.kind.joins() { "cell from joins" } else { "cell from" };
        let text = sources_text(row, self.draft);
        let source = match &row.from {
            Sources::Named(names) if !row.kind.joins() => Some(names.join(", ")),
            _ => None,
        };
        let under = source.as_ref().map(|_| UNDER);
        let follows = AttrValue::Static(self.language.label(Label::RowAbove));
        let title = Some(text.clone()).filter(|text| !text.is_empty());
        html! {
            <div {class} {title} role="gridcell" aria-colindex="4">
                { self.text_input(Field::From, self.language.field(Field::From), text, Some(follows), under) }
                { source.map(|name| called(&name)) }
            </div>
        }
    }

    fn cell(&self, parameter: Parameter, column: Column) -> Html {
        let label = self.language.key(parameter.key);
        // A box is ticked by what is around it too, where fingers do it.
        let input = match parameter.form {
            Form::Flag => html! { <label>{ self.input(parameter, label) }</label> },
            _ => self.input(parameter, label),
        };
        html! {
            <div key={parameter.key.name()} class={column.class()} role="gridcell" data-label={column.head(self.language)}
                aria-colindex={column.number().to_string()}>
                { input }
            </div>
        }
    }

    fn options(&self) -> Html {
        let row = &self.line.row;
        // PReLU alone has parameters; what a file gives another function stays in view, to be seen and taken out.
        let shown = |parameter: &Parameter| {
            let is_prelu = row.fields.get(Key::Function) == Some(&Value::Word("prelu".into()));
            parameter.key != Key::NumParameters || is_prelu || row.fields.get(parameter.key).is_some()
        };
        let one = |parameter: Parameter| {
            let label = self.language.key(parameter.key);
            let title = self.language.explain_field(row.kind, Field::Key(parameter.key));
            html! {
                <label key={parameter.key.name()} class={option_class(parameter.form)} {title}>
                    <span>{ option_label(parameter.key, self.language) }</span>
                    { self.input(parameter, label) }
                </label>
            }
        };
        html! {
            <div key="options" class={options_class(row.kind)} role="gridcell">
                { for options(row.kind).filter(shown).map(one) }
            </div>
        }
    }

    fn input(&self, parameter: Parameter, label: &'static str) -> Html {
        let field = Field::Key(parameter.key);
        let FieldText { text, follows, is_default } =
            key_text(&self.line.row, &self.line.analysis, parameter, self.draft);
        match parameter.form {
            Form::Flag => html! {
                <input type="checkbox" data-field={parameter.key.name()} data-testid={hook(field)} aria-label={label}
                    aria-invalid={self.invalid(field)} aria-describedby={self.trouble(field)} checked={text == "true"} />
            },
            Form::Word(words) => html! {
                <select data-field={parameter.key.name()} data-testid={hook(field)} aria-label={label}
                    aria-invalid={self.invalid(field)} aria-describedby={self.trouble(field)}>
                    { for word_options(words, &text) }
                </select>
            },
            _ => {
                let class = is_default.then_some("default");
                self.text_input(field, label, text, follows, class)
            }
        }
    }

    fn text_input(
        &self,
        field: Field,
        label: &'static str,
        value: AttrValue,
        placeholder: Option<AttrValue>,
        class: Option<&'static str>,
    ) -> Html {
        html! {
            <input type="text" {class} data-field={field_name(field)} data-testid={hook(field)} aria-label={label}
                aria-invalid={self.invalid(field)} aria-describedby={self.trouble(field)} {value} {placeholder} />
        }
    }

    fn is_invalid(&self, field: Field) -> bool {
        wrong_field(self.line) == Some(field)
    }

    fn invalid(&self, field: Field) -> Option<&'static str> {
        self.is_invalid(field).then_some("true")
    }

    /// The element that says what is wrong with a field.
    fn trouble(&self, field: Field) -> Option<AttrValue> {
        self.is_invalid(field).then(|| trouble_id(self.line))
    }
}

/// The test hook of a field.
pub fn hook(field: Field) -> AttrValue {
    AttrValue::from(format!("field-{}", field_name(field)))
}

fn option_class(form: Form) -> &'static str {
    match form {
        Form::Flag => "option flag",
        Form::Word(_) => "option",
        Form::Integer { .. } | Form::Pair { .. } | Form::OptionalPair | Form::Scale => "option short",
        _ => "option long",
    }
}

fn word_options(words: &'static [&'static str], chosen: &AttrValue) -> Vec<Html> {
    let entry = |key: &'static str, word: AttrValue| {
        let is_chosen = word == *chosen;
        menu_entry(key, word.clone(), word, is_chosen)
    };
    let known = words.iter().map(|word| entry(word, AttrValue::Static(word)));
    let unknown = (!words.contains(&chosen.as_str())).then(|| entry("unknown", chosen.clone()));
    known.chain(unknown).collect()
}
