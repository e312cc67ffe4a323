// A host page of somebody else's, on another site than Baton's: 127.0.0.1 instead of localhost, with a strict policy.

import { createServer, type Server as HttpServer } from "node:http";

export class ForeignSite {
  private constructor(
    readonly origin: string,
    private readonly server: HttpServer,
  ) {}

  /** Pages that load Baton's widget and allow nothing but its script and its frame. */
  static async start(baton: string): Promise<ForeignSite> {
    const server = createServer((request, answer) => {
      answer.setHeader("Content-Type", "text/html; charset=utf-8");
      answer.setHeader(
        "Content-Security-Policy",
        `default-src 'none'; script-src ${baton}; frame-src ${baton}; img-src data:`,
      );
      answer.end(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">` +
          `</head><body><main><h1>Page ${request.url}</h1><a href="/two">Two</a></main>` +
          `<script src="${baton}/loader.js" data-space="HELP" async></script></body></html>`,
      );
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (!address || typeof address !== "object") throw new Error("no port");
    return new ForeignSite(`http://127.0.0.1:${address.port}`, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
