// Bad input: markup, a script, right-to-left letters and emoji in every text field that an admin, an agent or a customer
// can fill are shown as text wherever they surface; what is empty or too long is refused beside its field.

import type { Page } from "@playwright/test";

import { Inbox } from "./support/agent.js";
import { Chat } from "./support/customer.js";
import { APART, NASTY, isOnlyText, nasty } from "./support/nasty.js";
import { agentSignsIn, expect, staffSignsIn, test } from "./support/test.js";

/** Opens an address and finds the words there, as text. */
async function shows(page: Page, path: string, words: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(words).filter({ visible: true }).first(), path).toBeVisible();
  await isOnlyText(page);
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole("status").first()).toContainText(/Saved/);
  await isOnlyText(page);
}

test("what an admin types is shown as text: space, team, scenario, prompt, article, names of people", async ({ newPerson }) => {
  const page = await newPerson();
  const main = page.getByRole("main");
  await staffSignsIn(page, "admin@northwind.example");
  await page.goto("/app/site/spaces");
  await main.getByLabel("Name of the space").fill(NASTY);
  await main.getByLabel("Key", { exact: true }).fill("ODD");
  await main.getByRole("button", { name: "Create" }).click();
  for (const path of ["/app", "/app/site/spaces", "/app/ODD/settings", "/app/ODD/inbox", "/app/ODD/items", "/portal/ODD", "/"]) {
    await shows(page, path, NASTY);
  }
  await page.goto("/portal/ODD");
  expect(await page.title()).toContain(NASTY);
  const frame = page.frameLocator("iframe");
  await page.getByRole("button", { name: /chat/i }).click();
  await expect(frame.getByText(NASTY).first()).toBeVisible();
  await isOnlyText(page);

  await page.goto("/app/site/teams");
  await main.getByLabel("Name", { exact: true }).fill(NASTY);
  await main.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NASTY);
  await page.goto("/app/HELP/settings/live-chat/team");
  await main.getByLabel("Assign a team").selectOption({ label: `${APART} (0 members)` });
  await main.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await shows(page, "/app/HELP/settings/live", NASTY);

  await page.goto("/app/HELP/settings/rovo");
  await main.getByLabel("Instructions").fill(`</textarea>${NASTY}`);
  await main.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await expect(main.getByLabel("Instructions")).toHaveValue(`</textarea>${NASTY}`);
  await page.goto("/app/HELP/settings/rovo/surface");
  await main.getByLabel("Name").fill(NASTY);
  await main.getByLabel("Trigger").fill(nasty("vpn"));
  await main.getByRole("button", { name: "Add scenario" }).click();
  await page.locator(".scenarios").getByRole("link", { name: NASTY }).click();
  await isOnlyText(page);
  await main.getByLabel("Instructions").fill(`</textarea>${NASTY}`);
  await main.getByRole("button", { name: "Save" }).click();
  await saved(page);
  await expect(main.getByLabel("Trigger")).toHaveValue(nasty("vpn"));

  await page.goto("/app/HELP/settings/knowledge/new");
  await main.getByLabel("Title").fill(nasty("Umbrellas"));
  await main.getByLabel("Address").fill("umbrellas");
  await main.getByLabel("Summary").fill(NASTY);
  await main.getByLabel("Text").fill(`## Umbrellas\n\nUmbrellas hang behind the door. \\<script class=evil>\n\n${NASTY}`);
  await main.getByRole("button", { name: "Publish" }).click();
  await saved(page);
  for (const path of ["/app/HELP/settings/knowledge", "/portal/HELP?q=umbrellas", "/portal/HELP/articles/umbrellas"]) {
    await shows(page, path, nasty("Umbrellas"));
  }
  expect(await page.title()).toContain(nasty("Umbrellas"));
  await page.goto("/app/HELP/settings/rovo/test");
  await page.getByLabel("What the customer says").fill(`Where are the umbrellas? ${NASTY}`);
  await page.getByRole("button", { name: "Ask Rovo" }).click();
  await expect(page.getByText("Umbrellas hang behind the door.").first()).toBeVisible();
  await isOnlyText(page);
  const chat = await Chat.onItsPage(await newPerson());
  await chat.write("Where are the umbrellas?");
  await expect(chat.log.getByRole("link").filter({ hasText: nasty("Umbrellas") }).first()).toBeVisible();
  await shows(page, "/app/site/audit", NASTY);
  await shows(page, "/app/HELP/settings/audit", NASTY);
});

test("what an agent types is shown as text: name, replies, notes, comments", async ({ newPerson }) => {
  const agent = await newPerson();
  await staffSignsIn(agent, "ana@northwind.example");
  await agent.goto("/app/profile");
  await agent.getByLabel("Your name").fill(NASTY);
  await agent.getByRole("main").getByRole("button", { name: "Save" }).click();
  await saved(agent);
  await agent.goto("/app/HELP/inbox");
  await expect(agent.locator("body[data-live]")).toBeAttached();
  const inbox = new Inbox(agent);
  const customer = await newPerson();
  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee("My umbrella is lost");
  await chat.asksForAPerson();
  await inbox.claims();
  await expect(chat.log).toContainText(`${APART} joined`);
  await expect(chat.header).toContainText(NASTY);
  await inbox.reply.pressSequentially("ab");
  await expect(chat.text(`${APART} is typing`)).toBeVisible();
  await inbox.writes(nasty("Reply"));
  await expect(chat.log.getByText(nasty("Reply"))).toHaveCount(1);
  await inbox.button("Internal note").click();
  await agent.getByRole("textbox", { name: "Internal note" }).fill(nasty("Note"));
  await inbox.button("Add internal note").click();
  await expect(inbox.log.getByText(nasty("Note"))).toHaveCount(1);
  for (const page of [agent, customer]) await isOnlyText(page);

  await agent.goto("/app/HELP/items/HELP-1");
  await agent.getByRole("textbox", { name: "Comment" }).fill(nasty("Comment"));
  await agent.getByRole("button", { name: "Reply to customer" }).click();
  await expect(agent.getByText(nasty("Comment"))).toHaveCount(1);
  for (const words of [nasty("Reply"), nasty("Note")]) await expect(agent.getByText(words)).toHaveCount(1);
  await expect(chat.log.getByText(nasty("Comment"))).toHaveCount(1);
  await isOnlyText(agent);
  await shows(customer, "/portal/HELP/requests/HELP-1", nasty("Comment"));
  const admin = await newPerson();
  await staffSignsIn(admin, "admin@northwind.example");
  for (const path of ["/app/site/people", "/app/HELP/settings/members", "/app/site/audit", "/app/HELP/items/HELP-1"]) await shows(admin, path, NASTY);
  const colleague = await newPerson();
  await agentSignsIn(colleague, "ben");
  await expect(new Inbox(colleague).rows("Others").first()).toContainText(NASTY);
  await isOnlyText(colleague);
});

test("what a customer types is shown as text: name, messages, a request and its comments", async ({ newPerson }) => {
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const inbox = new Inbox(agent);
  const customer = await newPerson();
  await customer.goto("/portal/HELP/sign-up");
  const field = (name: string) => customer.getByRole("main").getByLabel(name);
  await field("Name").fill(NASTY);
  await field("E-mail").fill("nadia@example.com");
  await field("Password").fill("correct horse battery");
  await customer.getByRole("main").getByRole("button", { name: "Create an account" }).click();
  await expect(customer.getByText(NASTY).first()).toBeVisible();

  const chat = await Chat.onItsPage(customer);
  await chat.writeAndSee(nasty("Lost"));
  await chat.asksForAPerson();
  const row = inbox.rows("Unassigned").first();
  await expect(row).toContainText(NASTY);
  await expect(row).toContainText("Lost");
  await isOnlyText(agent);
  await inbox.claims();
  await chat.writeAndSee(nasty("Umbrella"));
  await expect(inbox.log.getByText(nasty("Umbrella"))).toHaveCount(1);
  for (const words of [NASTY, nasty("Lost")]) await expect(inbox.details.getByText(words).first()).toBeVisible();
  for (const page of [agent, customer]) await isOnlyText(page);
  await inbox.ends();

  await customer.goto("/portal/HELP/requests/new");
  await customer.getByLabel(/summary|what.*about|short/i).first().fill(nasty("Summary"));
  await customer.getByLabel(/detail|description|tell us|more/i).first().fill(`${nasty("Description")}\n\n</textarea>`);
  await customer.getByRole("main").getByRole("button", { name: /send|raise|submit/i }).click();
  await expect(customer.getByRole("heading", { level: 1 })).toHaveText(nasty("Summary"));
  expect(await customer.title()).toContain(nasty("Summary"));
  await customer.getByRole("textbox", { name: /comment/i }).fill(nasty("Comment"));
  await customer.getByRole("button", { name: /comment/i }).click();
  await expect(customer.getByText(nasty("Comment"))).toHaveCount(1);
  await isOnlyText(customer);
  await shows(customer, "/portal/HELP/requests", nasty("Summary"));
  await shows(customer, "/portal/HELP/requests/HELP-1", nasty("Umbrella"));
  await shows(customer, `/portal/HELP?q=${encodeURIComponent(NASTY)}`, NASTY);

  await shows(agent, "/app/HELP/items", nasty("Summary"));
  await shows(agent, "/app/HELP/items/HELP-1", nasty("Umbrella"));
  await shows(agent, "/app/HELP/items/HELP-2", nasty("Comment"));
  expect(await agent.title()).toContain(nasty("Summary"));
  await expect(agent.getByText(nasty("Description"))).toHaveCount(1);
});

test.describe("refused", () => {
  // A browser reports a refused form on the console, where the page says it beside the field.
  test.use({ allowed: [/status of 400/] });

  const fields = [
    ["/app/site/teams", "Name", "Create", 100],
    ["/app/site/spaces", "Name of the space", "Create", 100],
    ["/app/site/people", "Name", "Make a link", 100],
    ["/app/profile", "Your name", "Save", 100],
    ["/app/HELP/settings/rovo/surface", "Name", "Add scenario", 100],
    ["/app/HELP/settings/knowledge/new", "Title", "Save", 200],
    ["/portal/HELP/requests/new", /summary|what.*about|short/i, /send|raise|submit/i, 200],
    ["/portal/HELP/sign-up", "Name", "Create an account", 100],
  ] as const;

  test("what is empty, invisible or too long is refused beside its field, and what was typed stays", async ({ newPerson }) => {
    const page = await newPerson({ javaScriptEnabled: false });
    const main = page.getByRole("main");
    await staffSignsIn(page, "admin@northwind.example");
    for (const [path, name, button, most] of fields) {
      for (const typed of ["", "\u200b \u2060", "x".repeat(most + 1)]) {
        await page.goto(path);
        const field = main.getByLabel(name, typeof name === "string" ? { exact: true } : {}).first();
        // What the browser itself would refuse is sent all the same.
        await field.evaluate((element, value) => {
          element.removeAttribute("maxlength");
          (element as HTMLInputElement).value = value;
        }, typed);
        await main.getByRole("button", { name: button }).first().evaluate((element) => {
          const form = (element as HTMLButtonElement).form;
          if (!form) throw new Error("no form");
          form.noValidate = true;
          for (const other of form.querySelectorAll<HTMLInputElement>("input[name=email]")) other.value ||= "nina@example.org";
          for (const other of form.querySelectorAll<HTMLInputElement>("input[name=key]")) other.value ||= "NEW";
          for (const other of form.querySelectorAll("textarea")) other.value ||= "More words";
        });
        await main.getByRole("button", { name: button }).first().click();
        const refused = main.locator("[aria-invalid=true]").first();
        await expect(refused, `${path} ${typed.length}`).toBeVisible();
        const described = (await refused.getAttribute("aria-describedby")) ?? "";
        const problem = main.locator(described.split(" ").map((id) => `#${id}`).join(", ")).and(main.locator(".problem, .error, [id$=problem]"));
        await expect(problem.first(), path).toBeVisible();
        if (typed.length > 10) await expect(refused).toHaveValue(typed);
      }
    }
  });

  test("a message that is too long is not sent, and the composer says how much is too much", async ({ newPerson }) => {
    const agent = await newPerson();
    await agentSignsIn(agent, "ana");
    const inbox = new Inbox(agent);
    const chat = await Chat.onItsPage(await newPerson());
    const long = "words ".repeat(700);
    await chat.composer.fill(long);
    await expect(chat.text(/199 too many/)).toBeVisible();
    await chat.composer.press("Enter");
    await expect(chat.composer).toHaveValue(long);
    await chat.composer.fill("");
    await chat.composer.press("Enter");
    await expect(chat.log.locator("li.me")).toHaveCount(0);
    await chat.writeAndSee(long.slice(0, 4_000).trim());
    await chat.asksForAPerson();
    await inbox.claims();
    await inbox.reply.fill(long);
    await expect(agent.getByText("199 characters too long")).toBeVisible();
    await inbox.reply.press("Enter");
    await expect(inbox.reply).toHaveValue(long);
    const reply = `answers ${long}`.slice(0, 4_000).trim();
    await inbox.writes(reply);
    await expect(chat.log.getByText(reply)).toHaveCount(1);
  });
});
