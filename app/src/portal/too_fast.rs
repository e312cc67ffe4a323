//! The page for whoever has sent too much of late. What they typed is kept in it, to be sent once more.

use leptos::prelude::*;

use super::field::Field;
use super::words;

/// A form that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Where it goes.
    pub address: String,
    /// What was in it, in its order.
    pub kept: Vec<Kept>,
}

/// One field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Words that somebody typed.
    Words {
        /// The field.
        name: &'static str,
        /// How many characters it may have.
        longest: usize,
        /// The words.
        text: String,
    },
    /// Anything else.
    Unseen {
        /// The field.
        name: String,
        /// Its value.
        value: String,
    },
}

/// A field for more characters than this has several lines.
const ONE_LINE: usize = 200;

/// The page: `seconds` until it is worth trying again.
#[must_use]
pub fn page(seconds: u64, again: Option<Again>) -> impl IntoView {
    let what = match &again {
        Some(_) => words::wait_and_send(seconds),
        None => words::wait(seconds),
    };
    view! {
        <main class="plain">
            <h1>{words::TOO_FAST}</h1>
            <p role="alert">{what}</p>
            {again.map(form)}
            <p class="code">{words::error_code("too_fast")}</p>
        </main>
    }
}

fn form(again: Again) -> impl IntoView {
    let fields = again.kept.into_iter().map(|kept| match kept {
        Kept::Words {
            name,
            longest,
            text,
        } => {
            let field = Field {
                name,
                label: words::kept(name),
                hint: "",
                value: &text,
                problem: None,
            };
            if longest > ONE_LINE {
                field.text(7, longest).into_any()
            } else {
                field.line("text", "off", longest).into_any()
            }
        }
        Kept::Unseen { name, value } => {
            view! { <input type="hidden" name=name value=value /> }.into_any()
        }
    });
    view! {
        <form method="post" action=again.address class="sheet" novalidate=true>
            {fields.collect_view()}
            <p class="ways"><button class="button primary">{words::SEND_AGAIN}</button></p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(view: impl FnOnce() -> AnyView) -> String {
        Owner::new().with(|| view().to_html())
    }

    #[test]
    fn what_was_typed_is_shown_and_the_rest_goes_along_unseen() {
        let again = Again {
            address: "/portal/HELP/requests/new?x=\"1".into(),
            kept: vec![
                Kept::Unseen {
                    name: "id".into(),
                    value: "<1>\"".into(),
                },
                Kept::Words {
                    name: "description",
                    longest: 4_000,
                    text: "</textarea><b>".into(),
                },
            ],
        };
        let html = html(|| page(3, Some(again)).into_any());
        assert!(html.contains("Wait 3 seconds"), "{html}");
        assert!(html.contains("<textarea"), "{html}");
        assert!(html.contains("?x=&quot;1"), "{html}");
        assert!(
            html.contains("value=\"<1>&quot;\"") || html.contains("value=\"&lt;1&gt;&quot;\""),
            "{html}"
        );
        assert!(
            html.contains("&lt;/textarea><b>") || html.contains("&lt;/textarea>&lt;b>"),
            "{html}"
        );
        assert!(html.contains(">Send again</button>"));
    }

    #[test]
    fn without_a_form_there_is_only_the_wait() {
        let html = html(|| page(200, None).into_any());
        assert!(html.contains("Wait 4 minutes"), "{html}");
        assert!(!html.contains("<form"));
    }
}
