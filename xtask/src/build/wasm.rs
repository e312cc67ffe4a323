//! The browser's modules: compiled by cargo, bound to a script by wasm-bindgen, made small by wasm-opt. Each client is
//! compiled by a cargo command of its own, because one command for both would give each the features of the other.

use std::fs;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::build::assets::Asset;
use crate::build::script::{self, Kind};
use crate::build::{Mode, machine, names};
use crate::cargo::{WASM, cargo};
use crate::project::Project;
use crate::setup::node::Node;
use crate::{process, words};

/// A program for the browser.
#[derive(Debug)]
pub(super) struct Client {
    /// What its files are called: `widget.js`, `widget.wasm`.
    pub(super) name: &'static str,
    package: &'static str,
    /// What cargo calls the module.
    module: &'static str,
}

pub(super) const CLIENTS: [Client; 2] = [
    Client {
        name: "widget",
        package: "baton-frontend-widget",
        module: "baton_frontend_widget",
    },
    Client {
        name: "console",
        package: "baton-frontend-console",
        module: "baton_frontend_console",
    },
];

/// Size before speed, then what the compiler may use by default for this target since 1.87 and every browser of the
/// last years knows. Debug names go; a stack trace in production shows numbers.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
];

/// Classes that a dependency exports for streams, asked for or not. No page asks for them: they stay only where something
/// else in the script uses them.
const UNASKED_CLASSES: [&str; 3] = [
    "IntoUnderlyingByteSource",
    "IntoUnderlyingSink",
    "IntoUnderlyingSource",
];

/// The module as cargo makes it.
pub(super) fn compile(project: &Project, client: &Client, mode: Mode) -> Result<Vec<u8>> {
    let mut command = cargo(project, "build");
    // Joined with what the work tree's own configuration says.
    let flags = machine::remapped(project);
    command.args([
        "--config",
        &format!("target.{WASM}.rustflags={flags:?}"),
        "--profile",
        mode.module_profile(),
        "--target",
        WASM,
        "-p",
        client.package,
    ]);
    process::run(&mut command)?;
    let profile_folder = match mode {
        Mode::Release => mode.module_profile(),
        Mode::Dev => "debug",
    };
    let path = project
        .target()
        .join(WASM)
        .join(profile_folder)
        .join(format!("{}.wasm", client.module));
    fs::read(&path).with_context(|| words::unreadable(&path))
}

/// The script and the module that a page loads.
pub(super) fn browser_files(
    project: &Project,
    client: &Client,
    mode: Mode,
    tools: Option<&Node>,
    module: Vec<u8>,
) -> Result<Vec<Asset>> {
    let mut bound = bind(client, mode, module)?;
    let (glue, module) = match tools {
        Some(node) => made_small(project, node, client, &mut bound)?,
        None => (bound.js().to_owned(), bound.wasm_mut().emit_wasm()),
    };
    if mode == Mode::Release {
        machine::is_not_named(project, client.name, &module)?;
        machine::is_not_named(project, client.name, glue.as_bytes())?;
    }
    let wasm = Asset {
        logical: format!("{}.wasm", client.name),
        content: module,
    };
    let served = names::served_name(&wasm.logical, &wasm.content);
    let script = Asset {
        logical: format!("{}.js", client.name),
        content: naming_the_module(&glue, client.name, &served)?.into_bytes(),
    };
    Ok(vec![wasm, script])
}

fn bind(client: &Client, mode: Mode, module: Vec<u8>) -> Result<Output> {
    let output = Bindgen::new()
        .input_bytes(client.name, module)
        .web(true)?
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(mode == Mode::Release)
        .remove_producers_section(mode == Mode::Release)
        .generate_output()?;
    let inline_snippets = output
        .snippets()
        .values()
        .any(|scripts| !scripts.is_empty());
    if inline_snippets || !output.local_modules().is_empty() {
        bail!(words::GLUE_HAS_SNIPPETS);
    }
    Ok(output)
}

/// Minifies the script first, since what it no longer mentions the module need not export, nor contain.
fn made_small(
    project: &Project,
    node: &Node,
    client: &Client,
    bound: &mut Output,
) -> Result<(String, Vec<u8>)> {
    let glue = without_unasked_classes(bound.js());
    let glue = script::minified(project, node, glue.as_bytes(), Kind::Module)?;
    let glue = String::from_utf8(glue).context(words::GLUE_CHANGED)?;

    let exports = &mut bound.wasm_mut().exports;
    let unmentioned: Vec<_> = exports
        .iter()
        .filter(|export| !glue.contains(&export.name))
        .map(|export| export.id())
        .collect();
    for export in unmentioned {
        exports.delete(export);
    }
    let module = optimised(project, node, client, &bound.wasm_mut().emit_wasm())?;
    Ok((glue, module))
}

/// Leaves the classes to the minifier, which drops what nobody uses.
fn without_unasked_classes(glue: &str) -> String {
    let mut glue = glue.to_owned();
    for class in UNASKED_CLASSES {
        glue = glue.replace(
            &format!("export class {class} "),
            &format!("class {class} "),
        );
        let disposal = format!(
            "if (Symbol.dispose) {class}.prototype[Symbol.dispose] = {class}.prototype.free;"
        );
        glue = glue.replace(&disposal, "");
    }
    glue
}

fn optimised(project: &Project, node: &Node, client: &Client, module: &[u8]) -> Result<Vec<u8>> {
    let folder = project.scratch();
    let input = folder.join(format!("{}.bound.wasm", client.name));
    let output = folder.join(format!("{}.small.wasm", client.name));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&input, module))
        .with_context(|| words::unwritable(&input))?;
    let mut wasm_opt = node.packaged(project, "xtask", "binaryen/bin/wasm-opt")?;
    process::run(wasm_opt.args(WASM_OPT).arg(&input).arg("-o").arg(&output))?;
    let optimised = fs::read(&output).with_context(|| words::unreadable(&output))?;
    eprintln!("{}", words::module_smaller(module.len(), optimised.len()));
    Ok(optimised)
}

/// Puts the served name of the module into the script, in place of the one that wasm-bindgen assumes.
fn naming_the_module(glue: &str, client: &str, served: &str) -> Result<String> {
    let assumed = format!("{client}_bg.wasm");
    if glue.matches(&assumed).count() != 1 {
        bail!(words::GLUE_CHANGED);
    }
    Ok(glue.replace(&assumed, served))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_loads_the_module_by_its_served_name() {
        let glue = "module_or_path = new URL('widget_bg.wasm', import.meta.url);";
        let named = naming_the_module(glue, "widget", "widget.0123456789.wasm").unwrap();
        assert_eq!(
            named,
            "module_or_path = new URL('widget.0123456789.wasm', import.meta.url);"
        );
    }

    #[test]
    fn a_script_that_names_its_module_otherwise_is_refused() {
        assert!(
            naming_the_module(
                "fetch('elsewhere.wasm')",
                "widget",
                "widget.0123456789.wasm"
            )
            .is_err()
        );
    }
}
