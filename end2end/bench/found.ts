// Where the bench is told what was found: a file of JSON, whole or not there.

import { writeFileSync } from "node:fs";

export const origin = process.env["BATON_ORIGIN"] ?? "http://localhost:3000";

export interface Load {
  name: string;
  requests: number;
  scripts: number;
  bytes: number;
  script_bytes: number;
  wasm_bytes: number;
}

export interface Times {
  name: string;
  millis: number[];
}

/** A pop-up that the desktop was asked to show. */
export interface PopUp {
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

export function tell(found: { loads?: Load[]; times?: Times[]; popUps?: PopUp[] }): void {
  const file = process.env["BATON_FOUND"];
  if (file) writeFileSync(file, JSON.stringify(found));
  else console.log(JSON.stringify(found, undefined, 2));
}
