// What every test stands on: a server of its own, pages that fail the test on any console error, and the steps that
// people take, in their words.

import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, type Page, expect, test as base } from "@playwright/test";

import { Server } from "./server.js";

export { expect };

interface Fixtures {
  server: Server;
  /** What is in the database at the start: the demo, or nothing. */
  content: "demo" | "nothing";
  /** A page in a browser of its own: other cookies, other storage. */
  newPerson: (options?: { baseURL?: string; javaScriptEnabled?: boolean; colorScheme?: "dark" | "light"; timezoneId?: string; viewport?: { width: number; height: number } }) => Promise<Page>;
  /** Console errors that the test expects, as while the server is away. */
  allowed: RegExp[];
}

export const test = base.extend<Fixtures>({
  content: ["demo", { option: true }],
  server: async ({ content }, use) => {
    const server = await Server.start(content);
    await use(server);
    await server.stop();
  },
  allowed: async ({}, use) => {
    await use([]);
  },
  newPerson: async ({ browser, server, allowed }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: { text: string; address?: string }[] = [];
    // Forms that came back to be mended, as pages with 409 or 422. The browser remarks on that or not, as it comes.
    const sentBack = new Set<string>();
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: server.origin, ...options });
      contexts.push(context);
      context.on("console", (message) => {
        if (message.type() === "error") problems.push({ text: message.text(), address: message.location().url });
      });
      context.on("response", (response) => {
        if (response.request().isNavigationRequest() && [409, 422].includes(response.status())) sentBack.add(response.url());
      });
      context.on("dialog", (dialog) => {
        problems.push({ text: `a dialog: ${dialog.message()}` });
        void dialog.dismiss();
      });
      context.on("weberror", (error) => problems.push({ text: String(error.error()) }));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    const isRemark = ({ text, address }: { text: string; address?: string }) => address !== undefined && sentBack.has(address) && /status of 4(09|22)/.test(text);
    const unexpected = problems.filter((problem) => !isRemark(problem) && !allowed.some((pattern) => pattern.test(problem.text)));
    expect(unexpected.map(({ text }) => text), "the console stays silent").toEqual([]);
  },
});

export const PASSWORD = "baton-demo";

/** Signs somebody of the staff in, and waits until that is done. */
export async function staffSignsIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/app/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Signs an agent in and opens the inbox. */
export async function agentSignsIn(page: Page, name: "ana" | "ben"): Promise<void> {
  await staffSignsIn(page, `${name}@northwind.example`);
  await page.goto("/app/HELP/inbox");
  await expect(page.getByRole("heading", { name: "Live chat inbox" })).toBeVisible();
  await expect(page.locator("body[data-live]")).toBeAttached();
}

/** What axe calls a problem on some page and is none, each with its reason. */
const IS_NONE: { rule: string; page: RegExp; element: RegExp; because: string }[] = [
  {
    rule: "page-has-heading-one",
    page: /\/chat\/[A-Z]+\/log$/,
    element: /^<html/,
    because: "the log is shown in a frame, and the page around has the heading",
  },
  {
    rule: "landmark-unique",
    page: /./,
    element: /^<main/,
    because: "a page and the chat in a frame of it are two documents, and each has its main part",
  },
];

/** No page may have a problem that axe can see, in light or in dark. */
export async function isAccessible(page: Page): Promise<void> {
  await isAccessibleInLight(page);
  // Only colours are others in the dark.
  await page.emulateMedia({ colorScheme: "dark" });
  await hasNoProblem(page, (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
  await page.emulateMedia({ colorScheme: null });
}

/** The same in light alone, for a page that is looked at in the dark in another size. */
export async function isAccessibleInLight(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  // Also what no guideline asks for and every reader misses: headings in order, and nothing outside a named part.
  await hasNoProblem(page, (axe) => axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]));
}

async function hasNoProblem(page: Page, rules: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // What is still fading in has no contrast yet.
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
  const { violations } = await rules(new AxeBuilder({ page })).analyze();
  const { pathname } = new URL(page.url());
  const found = violations
    .map(({ id, nodes }) => {
      const none = IS_NONE.filter(({ rule, page: where }) => rule === id && where.test(pathname));
      return { id, elements: nodes.map((node) => node.html).filter((html) => !none.some(({ element }) => element.test(html))) };
    })
    .filter(({ elements }) => elements.length > 0);
  expect(found.map(({ id, elements }) => `${id}: ${elements.join(" | ")}`), `axe on ${page.url()}`).toEqual([]);
}
