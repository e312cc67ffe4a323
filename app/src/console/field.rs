//! A field of a form: its label, what one types into, and below it a hint and what is wrong with what was typed. Ids tie
//! them together, so that a screen reader says them together.

use baton_core::markup::in_textarea;
use leptos::prelude::*;

/// A field before its control.
pub(super) struct Field {
    /// The control's id, from which the others are made.
    pub(super) id: &'static str,
    /// The name in the form.
    pub(super) name: &'static str,
    /// What to enter.
    pub(super) label: &'static str,
    /// More about it.
    pub(super) hint: Option<&'static str>,
    /// What else stands below the hint.
    pub(super) more: Option<AnyView>,
    /// What was typed.
    pub(super) value: String,
    /// What is wrong with it.
    pub(super) problem: Option<String>,
}

impl Field {
    /// A field with nothing but its label and what was typed.
    pub(super) fn new(name: &'static str, label: &'static str, value: impl Into<String>) -> Self {
        Self {
            id: name,
            name,
            label,
            hint: None,
            more: None,
            value: value.into(),
            problem: None,
        }
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.id));
        let problem = self
            .problem
            .as_ref()
            .map(|_| format!("{}-problem", self.id));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn around(self, control: AnyView) -> impl IntoView + use<> {
        let Self { id, hint, .. } = self;
        let hint = hint.map(|hint| {
            view! {
                <p class="hint" id=format!("{id}-hint")>
                    {hint}
                </p>
            }
        });
        let problem = self.problem.map(|problem| {
            view! {
                <p class="problem" id=format!("{id}-problem") role="alert">
                    {problem}
                </p>
            }
        });
        view! {
            <div class="field">
                <label for=id>{self.label}</label>
                {control}
                {hint}
                {self.more}
                {problem}
            </div>
        }
    }

    /// One line.
    pub(super) fn line(mut self) -> impl IntoView + use<> {
        let control = view! {
            <input
                class="input"
                id=self.id
                name=self.name
                value=std::mem::take(&mut self.value)
                aria-describedby=self.described_by()
                aria-invalid=self.problem.is_some().then_some("true")
            />
        };
        self.around(control.into_any())
    }

    /// Several lines; `class` is `input`, with what is special about it.
    pub(super) fn text(self, rows: u32, class: &'static str) -> impl IntoView + use<> {
        let control = view! {
            <textarea
                class=class
                id=self.id
                name=self.name
                rows=rows.to_string()
                aria-describedby=self.described_by()
                aria-invalid=self.problem.is_some().then_some("true")
                inner_html=in_textarea(&self.value)
            ></textarea>
        };
        self.around(control.into_any())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_described_by_what_stands_below_it_and_by_nothing_else() {
        let described = |hint, problem: Option<&str>| {
            let field = Field {
                hint,
                problem: problem.map(str::to_owned),
                ..Field::new("name", "Name", "typed")
            };
            field.described_by()
        };
        assert_eq!(described(None, None), None);
        assert_eq!(described(Some("h"), None).as_deref(), Some("name-hint"));
        let both = described(Some("h"), Some("p"));
        assert_eq!(both.as_deref(), Some("name-hint name-problem"));
    }

    #[test]
    fn what_was_typed_can_not_leave_its_textarea() {
        let field = Field::new("words", "Words", "</textarea><script>alert(1)</script>");
        let html = Owner::new().with(|| field.text(3, "input").to_html());
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
