// Counts what a page really loads: `encodedDataLength` of every finished request, as the browser's network panel does,
// so bytes on the wire with the heads of the answers. The frames inside the page are counted with it.

import { type BrowserContext, type Page } from "@playwright/test";

import { type Load } from "./found.js";

interface Request {
  url: string;
  kind: string;
  mime: string;
  bytes: number;
  done: boolean;
}

export class Counter {
  private readonly requests = new Map<string, Request>();
  private pending = 0;

  private constructor(readonly page: Page) {}

  /** A page whose requests are counted from the first on, with nothing in its cache. */
  static async on(context: BrowserContext): Promise<Counter> {
    const counter = new Counter(await context.newPage());
    const session = await context.newCDPSession(counter.page);
    session.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
      // What is written into the page itself, such as an empty icon, is no request.
      if (request.url.startsWith("data:") || request.url.startsWith("blob:")) return;
      if (!counter.requests.has(requestId)) counter.pending += 1;
      counter.requests.set(requestId, { url: request.url, kind: type ?? "Other", mime: "", bytes: 0, done: false });
    });
    session.on("Network.responseReceived", ({ requestId, response }) => {
      const request = counter.requests.get(requestId);
      if (request) request.mime = response.mimeType;
    });
    const ends = (requestId: string, bytes: number): void => {
      const request = counter.requests.get(requestId);
      if (!request || request.done) return;
      request.done = true;
      request.bytes = bytes;
      counter.pending -= 1;
    };
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => ends(requestId, encodedDataLength));
    session.on("Network.loadingFailed", ({ requestId }) => ends(requestId, 0));
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    return counter;
  }

  /** Waits until nothing has been on its way for a while, and adds up. */
  async total(name: string): Promise<Load> {
    let quiet = 0;
    for (let look = 0; look < 200 && quiet < 10; look += 1) {
      await new Promise((next) => setTimeout(next, 100));
      quiet = this.pending === 0 ? quiet + 1 : 0;
    }
    const finished = [...this.requests.values()].filter((request) => request.done);
    const sum = (some: Request[]): number => some.reduce((bytes, request) => bytes + request.bytes, 0);
    const scripts = finished.filter((request) => request.kind === "Script" || request.mime.includes("javascript"));
    const wasm = finished.filter((request) => request.mime === "application/wasm" || request.url.includes(".wasm"));
    return {
      name,
      requests: finished.length,
      scripts: scripts.length,
      bytes: sum(finished),
      script_bytes: sum(scripts),
      wasm_bytes: sum(wasm),
    };
  }
}
