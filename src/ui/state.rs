//! What the page shows: the document with its history, what it comes to, and how the reader looks at it.

use std::rc::Rc;

use yew::Reducible;

use super::act::Act;
use super::cells::{Pasted, fill_action, paste_action};
use super::drag::Drag;
use super::kind_choice::chosen_fields;
use super::look::Look;
use super::notice::Notice;
use super::said::Said;
use super::selection::{Pointing, Selection};
use super::settings::Settings;
use super::sheet::Sheet;
use super::shown::Shown;
use super::traced::{Asked, To, Traced};
use crate::browser::file::TextFile;
use crate::codec::document::{self, DocumentError};
use crate::codec::link;
use crate::codec::open::{OpenError, Opened, Remarks};
use crate::codec::{Remark, Remarked, View};
use crate::cost::{Counting, Layout, Part, derivation_of};
use crate::i18n::Variety;
use crate::layer::Operation;
use crate::lowering::Pass;
use crate::network::{Action, Analysis, Document, Field, History, Number, Origin, RowId, Typing, ValidRow};

/// All that the page shows. Nothing in it is derived, but for what is dear to find: the analysis and the sheet.
///
/// A clone shares everything, so that every render can have one.
#[derive(Clone)]
pub struct State {
    /// The document, and those before and after it.
    pub history: Rc<History>,
    /// What the document comes to.
    pub analysis: Rc<Analysis>,
    /// The rows as the table shows them.
    pub sheet: Rc<Sheet>,
    /// The rows that the reader points at.
    pub selection: Rc<Selection>,
    /// The field that is to get the focus next.
    pub focus: Option<Focus>,
    /// What is being typed, as it was typed, while the field has the focus.
    pub draft: Option<Draft>,
    /// How the rows are shown.
    pub shown: Rc<Shown>,
    /// Rows that are being dragged.
    pub drag: Option<Drag>,
    /// How many networks were opened.
    pub opened: u32,
    /// The pass that the inspector shows.
    pub pass: Pass,
    /// How the reader looks at the picture of that pass.
    pub look: Look,
    /// Where the number comes from that was asked about last.
    pub traced: Option<Traced>,
    /// Language and theme.
    pub settings: Settings,
    /// What the page has to say.
    pub notice: Option<Notice>,
    /// What there was to say when the network was opened.
    pub imported: Option<Notice>,
    /// What was done last, for those who do not see it.
    pub said: Option<Said>,
}

/// Text that is being typed: where, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The field.
    pub place: Typing,
    /// Its text.
    pub text: Rc<str>,
}

/// A field of a row that is to get the focus. Every wish is another one, also for the same field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The row.
    pub row: RowId,
    /// The field.
    pub field: Field,
    wish: u32,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        Rc::ptr_eq(&self.history, &other.history)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && Rc::ptr_eq(&self.sheet, &other.sheet)
            && Rc::ptr_eq(&self.selection, &other.selection)
            && (self.focus, &self.draft, self.pass) == (other.focus, &other.draft, other.pass)
            && (self.look, &self.traced) == (other.look, &other.traced)
            && Rc::ptr_eq(&self.shown, &other.shown)
            && (&self.drag, &self.said) == (&other.drag, &other.said)
            && (self.settings, &self.notice, &self.imported)
                == (other.settings, &other.notice, &other.imported)
    }
}

impl State {
    /// The page on a document; where it could not be read, on the starter.
    pub fn new(document: Result<Document, DocumentError>, settings: Settings) -> State {
        let (document, notice) = match document {
            Ok(document) => (document, None),
            Err(error) => (settings.language.starter(), Some(Notice::CannotOpen(OpenError::Document(error)))),
        };
        let analysis = Rc::new(Analysis::after(&document, None));
        let shown = Rc::new(Shown::default());
        let sheet = Rc::new(Sheet::after(&document, &analysis, (&shown, settings.language), None));
        let selection = Rc::new(Selection::of(document.rows.first().map(|row| row.id)));
        State {
            history: Rc::new(History::new(document)),
            analysis,
            sheet,
            selection,
            focus: None,
            draft: None,
            shown,
            drag: None,
            opened: 0,
            pass: Pass::Forward,
            look: Look::default(),
            traced: None,
            settings,
            notice,
            imported: None,
            said: None,
        }
    }

    /// The page with what the address links to.
    pub fn with_link(mut self, fragment: &str) -> State {
        self.open_link(fragment);
        self
    }

    /// The page as it is, looked at as the address says.
    pub fn with_view(mut self, fragment: &str) -> State {
        if let Ok(Some((_, view))) = link::read(fragment) {
            self.look_at(&view);
        }
        self
    }

    fn open_link(&mut self, fragment: &str) {
        match link::read(fragment) {
            Ok(None) => {}
            Ok(Some((document, view))) => {
                self.replace(document);
                self.look_at(&view);
            }
            Err(error) => self.notice = Some(Notice::BadLink(error)),
        }
    }

    fn look_at(&mut self, view: &View) {
        (self.pass, self.look) = (view.pass, Look::of(view));
        let rows = &self.document().rows;
        if let Some(row) = rows.iter().find(|row| Some(&*row.name) == view.row.as_deref()) {
            self.selection = Rc::new(Selection::of(Some(row.id)));
        }
    }

    /// What of the document the reader looks at.
    pub fn view(&self) -> View {
        let row = self.selected().map(|at| self.document().rows[at].name.to_string());
        self.look.view(row, self.pass)
    }

    /// The document now.
    pub fn document(&self) -> &Rc<Document> {
        self.history.present()
    }

    /// The place of the row that the inspector shows.
    pub fn selected(&self) -> Option<usize> {
        self.selection.head().and_then(|id| self.document().position(id))
    }

    fn edit(&mut self, action: &Action) {
        self.notice.take_if(|notice| notice.is_passing());
        let before = self.document().clone();
        self.draft = match (action.typing(), action) {
            (Some(place), Action::SetName(text) | Action::SetInput(_, text) | Action::Type(_, _, text)) => {
                Some(Draft { place, text: text.clone() })
            }
            _ => None,
        };
        Rc::make_mut(&mut self.history).act(action);
        self.follow(&before);
    }

    /// Brings what is derived up to date with the document, after a change from `before`.
    fn follow(&mut self, before: &Rc<Document>) {
        let document = self.history.present().clone();
        if Rc::ptr_eq(before, &document) {
            return;
        }
        let analysis = Analysis::after(&document, Some((before, &self.analysis)));
        self.analysis = Rc::new(analysis);
        self.show();
        Rc::make_mut(&mut self.selection).keep_to(before, &document);
    }

    /// Brings the sheet up to date with the analysis, and with how the reader looks at it.
    fn show(&mut self) {
        let view = (&*self.shown, self.settings.language);
        self.sheet = Rc::new(Sheet::after(self.history.present(), &self.analysis, view, Some(&self.sheet)));
    }

    fn focus(&mut self, row: RowId, field: Field) {
        let wish = self.focus.map_or(0, |focus| focus.wish + 1);
        self.focus = Some(Focus { row, field, wish });
    }

    /// Does one thing, and points at the rows that it put in.
    fn edit_and_select_new(&mut self, action: &Action) {
        let before = self.document().clone();
        self.edit(action);
        let known: std::collections::HashSet<RowId> = before.rows.iter().map(|row| row.id).collect();
        let new: Vec<RowId> =
            self.document().rows.iter().map(|row| row.id).filter(|id| !known.contains(id)).collect();
        if let Some(first) = new.first().copied() {
            self.selection = Rc::new(Selection::all_of(new));
            self.focus(first, Field::Name);
        }
    }

    /// Opens a network of another program, which says nothing of what is counted: that stays.
    fn replace_with_foreign(&mut self, document: Document, said: Option<Notice>) {
        let counting = self.document().counting;
        self.replace(Document { counting, ..document });
        (self.imported, self.notice) = (said.clone(), said);
    }

    /// Another network is looked at as every network is at first.
    fn replace(&mut self, document: Document) {
        self.shown = Rc::default();
        self.edit(&Action::Replace(Rc::new(document)));
        self.opened += 1;
        self.imported = None;
        self.selection = Rc::new(Selection::of(self.document().rows.first().map(|row| row.id)));
    }

    fn do_act(&mut self, act: Act) {
        self.said = None;
        match act {
            Act::Edit(action) => self.edit_and_say(&action),
            Act::Move(ids, to, field) => {
                self.drag = None;
                let from = ids.first().and_then(|id| self.document().position(*id));
                self.edit(&Action::Move(ids.clone(), to));
                let now = ids.first().and_then(|id| self.document().position(*id));
                self.said = from.zip(now).map(|(from, to)| Said::Moved { from, to });
                // A row that moves would take the focus away.
                self.focus_head(field);
            }
            Act::Delete(ids, field) => {
                self.said = Some(Said::Deleted(ids.len()));
                self.edit(&Action::Delete(ids));
                self.focus_head(field);
            }
            Act::FillDown(field) => self.fill_down(field),
            Act::Paste(pasted) => self.paste(&pasted),
            Act::InsertRows(rows) => self.edit_and_say(&Action::Paste(self.place_below(), rows)),
            Act::Copied(rows) => self.said = Some(Said::Copied(rows)),
            Act::ChooseKind(id, variety) => self.choose_kind(id, variety),
            Act::Leave => {
                self.draft = None;
                Rc::make_mut(&mut self.history).pause();
            }
            Act::Undo | Act::Redo => {
                let before = self.document().clone();
                self.draft = None;
                let history = Rc::make_mut(&mut self.history);
                if act == Act::Undo {
                    history.undo();
                    self.said = Some(Said::Undone);
                } else {
                    history.redo();
                    self.said = Some(Said::Redone);
                }
                self.follow(&before);
            }
            Act::Point(id, how) => {
                let document = self.history.present().clone();
                Rc::make_mut(&mut self.selection).point(&document, id, how);
            }
            Act::SelectAll => {
                let all = self.document().rows.iter().map(|row| row.id).collect();
                self.selection = Rc::new(Selection::all_of(all));
            }
            Act::Drag(drag) => self.drag = drag,
            Act::Show(shown) => {
                self.shown = Rc::new(shown);
                self.show();
            }
            Act::New => self.replace(Document::blank()),
            Act::Open(file) => self.open(&file),
            Act::Opened(opened) => self.take(*opened),
            Act::ReadModel(import) => {
                let (document, read) = import.read();
                self.said = Some(Said::Opened(document.name.clone()));
                self.replace_with_foreign(document, Some(Notice::Model(Box::new(read))));
            }
            Act::OpenExample(document) => self.replace(Document::clone(&document)),
            Act::ShowPass(pass) => self.pass = pass,
            Act::Look(look) => self.look = look,
            Act::Trace(asked) => self.trace(asked),
            Act::CopiedText(text) => self.said = Some(Said::CopiedText(text)),
            Act::Follow(fragment) => self.open_link(&fragment),
            Act::Set(settings) => {
                self.settings = settings;
                self.show();
            }
            Act::Notify(notice) => self.notice = notice,
        }
    }

    /// An edit, and what it comes to for those who do not see it. Rows that it puts in are selected.
    fn edit_and_say(&mut self, action: &Action) {
        match action {
            Action::Insert(..) | Action::Duplicate(_) | Action::Paste(..) => {
                self.edit_and_select_new(action);
                let rows = self.selection.in_order(self.document());
                let first = rows.first().and_then(|id| self.document().position(*id)).unwrap_or(0);
                self.said = Some(match action {
                    Action::Duplicate(_) => Said::Duplicated(rows.len()),
                    Action::Paste(..) => Said::Pasted(rows.len()),
                    _ => Said::Added(first),
                });
            }
            action => self.edit(action),
        }
    }

    fn focus_head(&mut self, field: Option<Field>) {
        if let (Some(row), Some(field)) = (self.selection.head(), field) {
            self.focus(row, field);
        }
    }

    /// Gives the selected rows what the first of them has in a field; a row alone what the one above it has.
    fn fill_down(&mut self, field: Field) {
        let document = self.document().clone();
        let mut rows = self.selection.in_order(&document);
        if let [row] = rows[..] {
            let above = document.position(row).and_then(|at| at.checked_sub(1));
            rows.extend(above.map(|at| document.rows[at].id));
            rows.reverse();
        }
        let Some((first, rest)) = rows.split_first() else { return };
        if let Some(action) = fill_action(&document, field, *first, rest) {
            self.edit(&action);
        }
    }

    /// Where rows go in: below the selected one, or else at the end.
    fn place_below(&self) -> usize {
        self.selected().map_or(self.document().rows.len(), |at| at + 1)
    }

    fn paste(&mut self, pasted: &Pasted) {
        if let Some(read) = pasted.network() {
            return self.paste_network(read);
        }
        let at = self.place_below();
        let shown: Vec<RowId> = self.sheet.shown().map(|line| line.row.id).collect();
        match paste_action(self.document(), &shown, pasted, at) {
            Some((action, remarks)) => {
                self.edit_and_say(&action);
                self.tell_pasted(remarks);
            }
            None => self.notice = Some(Notice::PasteUnreadable),
        }
    }

    /// Says what was found in rows that were pasted. Their input is what is there.
    fn tell_pasted(&mut self, mut remarks: Vec<Remark>) {
        remarks.retain(|remark| !matches!(remark.what, Remarked::InputAssumed { .. }));
        self.notice = (!remarks.is_empty()).then_some(Notice::Imported(Remarks::Text(remarks)));
    }

    /// A network that was pasted: into an empty table as it is, else its rows; if they are not all, they are offered.
    fn paste_network(&mut self, read: Result<Opened, OpenError>) {
        let remarks = match &read {
            Ok(Opened { remarks: Remarks::Text(remarks), .. }) => remarks.clone(),
            _ => Vec::new(),
        };
        let is_whole = !remarks.iter().any(|remark| remark.what.loses_text());
        match read {
            Ok(Opened { document, .. }) if !is_whole => {
                self.notice = Some(Notice::PartlyRead { rows: document.rows, remarks });
            }
            Ok(Opened { document, .. }) if !self.document().rows.is_empty() => {
                let at = self.place_below();
                self.edit_and_say(&Action::Paste(at, document.rows));
                self.tell_pasted(remarks);
            }
            read => self.take(read),
        }
    }

    fn open(&mut self, file: &TextFile) {
        match file.text.as_deref().map(document::read) {
            Some(Ok(document)) => {
                self.notice = None;
                self.said = Some(Said::Opened(document.name.clone()));
                self.replace(document);
            }
            Some(Err(error)) => self.notice = Some(Notice::CannotOpen(OpenError::Document(error))),
            None => self.notice = Some(Notice::CannotRead),
        }
    }

    fn take(&mut self, opened: Result<Opened, OpenError>) {
        match opened {
            Ok(Opened { document, remarks, .. }) => {
                self.said = Some(Said::Opened(document.name.clone()));
                if matches!(remarks, Remarks::None) {
                    self.replace(document);
                    self.notice = None;
                } else {
                    let quiet = matches!(&remarks, Remarks::Text(remarks) if remarks.is_empty());
                    self.replace_with_foreign(document, (!quiet).then_some(Notice::Imported(remarks)));
                }
            }
            Err(error) => self.notice = Some(Notice::CannotOpen(error)),
        }
    }

    /// Shows where a number comes from: its row, its pass, and the place there; or what it sums.
    fn trace(&mut self, asked: Option<Asked>) {
        let wish = self.traced.take().map_or(0, |traced| traced.wish + 1);
        let Some(Asked { number, row, rows }) = asked else { return };
        if let Number::Sum(summed) = number {
            self.traced = Some(Traced { to: To::Sum(summed, rows), wish });
            return;
        }
        if let Some(row) = row.filter(|row| self.selection.head() != Some(*row)) {
            self.selection = Rc::new(Selection::of(Some(row)));
        }
        let valid = self.selected().and_then(|at| self.analysis.rows[at].valid());
        let Some(origin) = valid.and_then(|valid| number.origin(valid, self.pass)) else { return };
        if let Origin::Line(pass, part) = origin {
            self.said = valid.and_then(|valid| derived(valid, pass, &self.document().counting, part));
            self.pass = pass;
        }
        self.traced = Some(Traced { to: To::Origin(origin), wish });
    }

    fn choose_kind(&mut self, id: RowId, variety: Variety) {
        let Some(at) = self.document().position(id) else { return };
        let flows = self.analysis.rows[at].inputs.first().map(|shape| shape.channels());
        let row = &self.document().rows[at];
        let fields = chosen_fields(row, variety, flows);
        self.edit(&Action::SetKind(id, variety.kind(), fields));
    }
}

/// What a line of a derivation says, for those who do not see it come into view.
fn derived(valid: &ValidRow, pass: Pass, counting: &Counting, part: Part) -> Option<Said> {
    let Operation::Gemm(layer) = &valid.layer.operation else { return None };
    let (lines, at) = derivation_of(layer, pass, counting, Layout::Textbook, part).ok()?;
    let line = lines.get(at.start)?;
    Some(Said::Derived(line.part, line.equation(layer).text().into()))
}

impl Reducible for State {
    type Action = Act;

    fn reduce(mut self: Rc<Self>, act: Act) -> Rc<Self> {
        let unchanged = match &act {
            Act::Leave => self.draft.is_none(),
            Act::Point(row, Pointing::Alone) => *self.selection == Selection::of(Some(*row)),
            Act::Point(row, Pointing::Within) => {
                self.selection.has(*row) && self.selection.head() == Some(*row)
            }
            _ => false,
        };
        if !unchanged {
            let state = Rc::make_mut(&mut self);
            // Another row or pass is shown from its beginning, but a link says from where.
            let before = (state.selection.head(), state.pass);
            let begins = !matches!(act, Act::Follow(_));
            let is_question = matches!(act, Act::Trace(_));
            state.do_act(act);
            if begins && before != (state.selection.head(), state.pass) {
                state.look = state.look.begun();
                state.traced.take_if(|_| !is_question);
            }
        }
        self
    }
}
