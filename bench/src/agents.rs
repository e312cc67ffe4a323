//! Agents for the generator: accounts made by the product's own subcommand, signed in by its own form.

use anyhow::{Context, Result};

use crate::http;
use crate::server::{SPACE, Server};

/// Of every one of them.
pub(crate) const PASSWORD: &str = "a-password-for-measuring";

/// The e-mail address of the agent with this name and number.
pub(crate) fn address(name: &str, index: usize) -> String {
    format!("{name}{index}@bench.example")
}

/// Makes so many agents and signs each in; answers their cookies. `name` keeps two calls apart.
pub(crate) async fn sign_in(server: &Server, name: &str, count: usize) -> Result<Vec<String>> {
    let mut cookies = Vec::with_capacity(count);
    for index in 0..count {
        let email = address(name, index);
        let add = [
            "user",
            "add",
            "--email",
            &email,
            "--name",
            &format!("{name} {index}"),
            "--space",
            SPACE,
            "--role",
            "agent",
            "--password",
            PASSWORD,
        ];
        server.tool(&add).await?;
        let form = format!("email={}&password={PASSWORD}", email.replace('@', "%40"));
        let answer = http::post(server.site, "/app/sign-in", &form).await?;
        let cookie = answer.cookies.into_iter().next();
        cookies
            .push(cookie.with_context(|| format!("no session for an agent: {}", answer.status))?);
    }
    Ok(cookies)
}
