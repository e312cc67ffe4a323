// Runs a test program of this crate that was compiled for wasm32-unknown-unknown:
//
//     node core/wasm/run.mjs target/wasm32-unknown-unknown/debug/deps/….wasm
//
// The program asks nothing of its host and can print nothing. A test that fails traps; the trace of the trap names it.
import { readFile } from "node:fs/promises";

// Deep enough to get from the trap through the panic's own frames to the test.
Error.stackTraceLimit = 60;

const program = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
process.exitCode = program.instance.exports.main(0, 0);
