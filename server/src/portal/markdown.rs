//! An article's Markdown as HTML that can do nothing: headings with anchors, text, lists, tables, links, code.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;

/// The HTML for a page. Headings begin at the second level, since the page's title is the first.
pub(crate) fn clean_html(markdown: &str) -> String {
    let html = baton_rovo::article::html(markdown);
    let headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let mut tags: HashSet<&str> = [
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
    .into();
    tags.extend(headings);
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    attributes.insert("a", ["href", "title"].into());
    attributes.insert("ol", ["start"].into());
    attributes.extend(headings.map(|heading| (heading, HashSet::from(["id"]))));
    let clean = Builder::new()
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&html)
        .to_string();
    clean.replace("<h1", "<h2").replace("</h1>", "</h2>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_can_do_nothing_but_be_read() {
        let html = clean_html(
            "## Reset & go\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n\
             [click](javascript:alert(1)) [fine](https://example.com) ![tracker](https://evil.example/p.png)\n\n\
             <p style=\"position:fixed\" onclick=\"x()\">styled</p>\n\n`code` **strong**",
        );
        for bad in [
            "<script",
            "onerror",
            "javascript:",
            "<img",
            "style=",
            "onclick",
            "evil.example",
        ] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
        assert!(
            html.contains("<h2 id=\"reset-go\">Reset &amp; go</h2>"),
            "{html}"
        );
        assert!(html.contains("href=\"https://example.com\""));
        assert!(html.contains("<code>code</code> <strong>strong</strong>"));
    }
}
