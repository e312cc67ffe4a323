//! Fields of forms: label, hint, what is wrong, and the control that is described by both.

use baton_core::markup::in_textarea;
use leptos::prelude::*;

/// A field before its control.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    /// The name in the form, and the control's id.
    pub(super) name: &'static str,
    /// What to enter.
    pub(super) label: &'static str,
    /// More about it; may be empty.
    pub(super) hint: &'static str,
    /// What was typed.
    pub(super) value: &'a str,
    /// What is wrong with it.
    pub(super) problem: Option<&'static str>,
}

impl Field<'_> {
    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let problem = self.problem.map(|_| format!("{}-problem", self.name));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn around(&self, control: AnyView) -> impl IntoView + use<> {
        let (name, hint) = (self.name, self.hint);
        let hint = (!hint.is_empty())
            .then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
        let problem = self
            .problem
            .map(|problem| view! { <p class="problem" id=format!("{name}-problem")>{problem}</p> });
        view! {
            <div class="field">
                <label for=name>{self.label}</label>
                {hint}
                {problem}
                {control}
            </div>
        }
    }

    /// One line. `autocomplete` is one of the tokens of the HTML standard.
    pub(super) fn line(
        &self,
        kind: &'static str,
        autocomplete: &'static str,
        longest: usize,
    ) -> impl IntoView + use<> {
        let invalid = self.problem.map(|_| "true");
        self.around(
            view! {
                <input class="input" id=self.name name=self.name type=kind value=self.value.to_owned()
                    autocomplete=autocomplete maxlength=longest.to_string() aria-invalid=invalid
                    aria-describedby=self.described_by() required=true />
            }
            .into_any(),
        )
    }

    /// Several lines.
    pub(super) fn text(&self, rows: u32, longest: usize) -> impl IntoView + use<> {
        let invalid = self.problem.map(|_| "true");
        self.around(
            view! {
                <textarea class="input" id=self.name name=self.name rows=rows.to_string()
                    maxlength=longest.to_string() aria-invalid=invalid aria-describedby=self.described_by()
                    required=true inner_html=in_textarea(self.value)></textarea>
            }
            .into_any(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_can_not_leave_its_textarea() {
        let typed = "</textarea><script>alert(1)</script>&amp;";
        let field = Field {
            name: "description",
            label: "",
            hint: "",
            value: typed,
            problem: None,
        };
        let html = Owner::new().with(|| field.text(3, 100).to_html());
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;/textarea>&lt;script>"), "{html}");
    }
}
