// The chat on a page of another site, in browsers that keep their distance.

import { get } from "node:http";

import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { ForeignSite } from "./support/site.js";
import { agentSignsIn, expect, test } from "./support/test.js";

/** The browser sends the chat's frame no cookie, and keeps none that it is given there, by header or by script. */
async function keepsNoCookiesInFrames(page: Page, origin: string): Promise<void> {
  // An answer that a test gives comes from nowhere, and what comes from nowhere may not connect to this machine.
  await page.context().grantPermissions(["local-network-access"]);
  await page.addInitScript(() => Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => undefined }));
  await page.route(`${origin}/chat/**`, async (route) => {
    const { cookie: _, ...headers } = route.request().headers();
    const answer = await new Promise<{ status: number; headers: Record<string, string>; body: string }>((done, failed) => {
      get(route.request().url().replace("localhost", "127.0.0.1"), { headers: { ...headers, host: new URL(origin).host, "accept-encoding": "identity" } }, (response) => {
        response.setEncoding("utf8");
        let body = "";
        response.on("data", (part: string) => (body += part));
        response.on("end", () => {
          const kept = Object.entries(response.headers).filter(([name]) => name !== "set-cookie");
          done({ status: response.statusCode ?? 0, headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), body });
        });
      }).on("error", failed);
    });
    await route.fulfill(answer);
  });
  // What such a browser does give frames is a storage of their own, which this one keeps from them as well.
  const stored = new Map<string, string>();
  await page.exposeFunction("store", (key: string, value: string | null) => (value === null ? stored.delete(key) : stored.set(key, value)));
  await page.route(`${origin}/chat/**`, async (route) => {
    await page.addInitScript((entries) => {
      if (window === window.top) return;
      const here = new Map(entries);
      const tell = (key: string, value: string | null) => (window as unknown as { store: (key: string, value: string | null) => void }).store(key, value);
      const localStorage = {
        get length() {
          return here.size;
        },
        key: (index: number) => [...here.keys()][index] ?? null,
        getItem: (key: string) => here.get(key) ?? null,
        setItem: (key: string, value: string) => (here.set(key, value), tell(key, value)),
        removeItem: (key: string) => (here.delete(key), tell(key, null)),
      };
      Object.defineProperty(window, "localStorage", { value: localStorage, configurable: true });
    }, [...stored]);
    await route.fallback();
  });
}

test("where a browser keeps no cookies in frames, the chat goes on while the host's page changes", async ({ newPerson, server }) => {
  const site = await ForeignSite.start(server.origin);
  try {
    await server.baton("space", "origins", "HELP", site.origin);
    const page = await newPerson();
    await keepsNoCookiesInFrames(page, server.origin);
    await page.goto(`${site.origin}/one`);
    const first = await Chat.inTheCorner(page);
    await first.writeAndSee("How do I connect to the VPN?");
    await expect(first.log).toContainText("Here is what I found.");
    await first.asksForAPerson();

    await page.getByRole("link", { name: "Two" }).click();
    await expect(page.getByRole("heading", { name: "Page /two" })).toBeVisible();
    const second = await Chat.alreadyOpen(page);
    await expect(second.mine("How do I connect to the VPN?")).toHaveCount(1);
    await expect(second.header).toContainText("Waiting for a person");
    const inbox = new Inbox(await newPerson());
    await agentSignsIn(inbox.page, "ana");
    await expect(inbox.rows("Unassigned")).toHaveCount(1);
    await inbox.claims();
    await inbox.writes("Which network are you on?");
    await expect(second.log.getByText("Which network are you on?")).toHaveCount(1);
    expect(await page.context().cookies(server.origin)).toEqual([]);
  } finally {
    await site.stop();
  }
});
