// The settings beyond the document's steps: two portal pages while agents come and go, two admins at once, forms without
// script, what axe finds, and small screens.

import { Admin } from "./support/admin.js";
import { expect, test } from "./support/alerted.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, isAccessible } from "./support/test.js";

const PAGES = ["", "/features", "/live-chat", "/live-chat/set-up", "/live-chat/team", "/live-chat/deactivate", "/live", "/embedding"];

test("while agents come and go, Rovo stays and the offer of a person appears and disappears on every open chat", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const chats = [await Chat.onItsPage(await newPerson()), await Chat.onItsPage(await newPerson())];
  for (const chat of chats) await expect(chat.button("Talk to a person")).toHaveCount(0);
  await agentSignsIn(await newPerson(), "ana");
  for (const chat of chats) await expect(chat.button("Talk to a person")).toBeVisible({ timeout: 5_000 });
  await server.baton("user", "disable", "ana@northwind.example");
  for (const chat of chats) {
    await expect(chat.button("Talk to a person")).toHaveCount(0, { timeout: 5_000 });
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Here is what I found.");
  }
});

test("an agent who closes the last page, or signs out, is offered to nobody within 5 s, and is again on coming back", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const portal = await newPerson();
  await portal.goto("/portal/HELP");
  const chats = [await Chat.inTheCorner(portal), await Chat.onItsPage(await newPerson())];
  const offered = async (times: 0 | 1) => {
    for (const chat of chats) await expect(chat.button("Talk to a person")).toHaveCount(times, { timeout: 5_000 });
  };
  const first = await newPerson();
  await agentSignsIn(first, "ana");
  await offered(1);
  const second = await first.context().newPage();
  await second.goto("/app/HELP/inbox");
  await first.close();
  await second.reload();
  await expect(second.locator("body[data-live]")).toBeAttached();
  await offered(1);
  await second.close();
  await offered(0);
  const back = await newPerson();
  await agentSignsIn(back, "ana");
  await offered(1);
  await back.getByRole("button", { name: "Sign out" }).click();
  await offered(0);
});

test("of two admins who save at once, the second learns what changed and keeps what was typed", async ({ newPerson }) => {
  const first = await Admin.signsIn(await newPerson());
  const second = await Admin.signsIn(await newPerson());
  for (const admin of [first, second]) await admin.opens("/live-chat/team");
  const minutes = (admin: Admin) => admin.main.getByRole("group", { name: "Time to assign" }).getByLabel("Minutes");
  await minutes(first).fill("8");
  await first.button("Save").click();
  await expect(first.main.getByRole("status")).toHaveText("Saved.");
  await minutes(second).fill("9");
  await second.button("Save").click();
  await expect(second.main.getByRole("alert")).toContainText("Alex Admin changed Time to assign from 3 min to 8 min");
  await expect(minutes(second)).toHaveValue("9");
  await second.button("Save").click();
  await expect(second.main.getByRole("status")).toHaveText("Saved.");
});

test("the settings work without script", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson({ javaScriptEnabled: false }));
  await admin.opensFeatures();
  await admin.toggle.click();
  await expect(admin.toggle).toHaveAttribute("aria-checked", "false");
  await admin.toggle.click();
  await admin.opens("/live-chat/team");
  const minutes = admin.main.getByRole("group", { name: "Time to reply" }).getByLabel("Minutes");
  await minutes.fill("soon");
  await admin.button("Save").click();
  await expect(admin.main.getByText("Use whole numbers only.")).toBeVisible();
  await expect(minutes).toHaveValue("soon");
  await minutes.fill("6");
  await admin.button("Save").click();
  await expect(admin.main.getByRole("status")).toHaveText("Saved.");
  await admin.opens("/embedding");
  await admin.main.getByLabel("Allowed origins").fill("https://shop.example\nshop");
  await admin.button("Save").click();
  await expect(admin.main.getByText("Line 2: “shop” begins with neither https:// nor http://.")).toBeVisible();
  await expect(admin.main.getByLabel("Allowed origins")).toHaveValue("https://shop.example\nshop");
});

test("a self-test shows each step with its time, and says what it does not prove", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson());
  await admin.opens("/live");
  await expect(admin.main.getByText("Yes", { exact: true })).toBeVisible();
  await admin.button("Run a self-test").click();
  await expect(admin.main.getByRole("status")).toContainText("Every step passed.");
  await expect(admin.main.getByText("Passed", { exact: true })).toHaveCount(7);
  await expect(admin.main.getByText(/^Rovo quoted “/)).toBeVisible();
  await expect(admin.main.getByText(/It does not prove/)).toBeVisible();
});

test("each reason that Is it live? gives leads to a page where it is mended, and mended there it is gone", async ({ newPerson, server }) => {
  const admin = await Admin.signsIn(await newPerson());
  const change = (...words: string[]) => server.baton("settings", "set", "HELP", ...words);
  const reasons: { name: string; arises: () => Promise<unknown>; isMended: () => Promise<void>; live?: "Yes" }[] = [
    { name: "Plan", arises: () => change("--plan", "standard"), isMended: () => admin.choosesPlan("Premium") },
    {
      name: "Chat with live agent",
      arises: async () => {
        await admin.opens("/rovo/scenarios/1");
        await admin.button("Delete Chat with live agent").click();
        await admin.sends("Stop live chat");
      },
      isMended: () => admin.sends("Add skill"),
    },
    {
      name: "Escalation line",
      arises: async () => {
        await admin.opens("/rovo");
        await admin.main.getByLabel("Add similar escalation lines to this agent’s prompt").fill("");
        await admin.button("Save").click();
        await admin.sends("Stop live chat");
      },
      isMended: () => admin.sends("Insert"),
    },
    {
      name: "Team",
      arises: () => change("--team", "none"),
      isMended: async () => {
        await admin.main.getByLabel("Assign a team").selectOption({ label: "Service desk (2 members)" });
        await admin.sends("Save");
      },
      // Worth a look, and not in the way.
      live: "Yes",
    },
    {
      name: "Availability",
      arises: () => change("--follow-availability", "on"),
      isMended: async () => {
        await admin.main.getByRole("switch", { name: "Make live chat available based on team member availability" }).uncheck();
        await admin.sends("Save");
      },
    },
    {
      name: "Surface",
      arises: async () => {
        await admin.opens("/rovo/surface");
        await admin.button("Remove this surface").click();
        await admin.sends("Stop live chat");
      },
      isMended: () => admin.sends("Add this surface"),
    },
  ];
  for (const { name, arises, isMended, live } of reasons) {
    await arises();
    await admin.opens("/live");
    await expect(admin.main.getByText(live ?? "No", { exact: true })).toBeVisible();
    await expect(admin.main.getByRole("link", { name: /^Mend it/ })).toHaveCount(1);
    await admin.link(`Mend it: ${name}`).click();
    await isMended();
    await admin.opens("/live");
    await expect(admin.main.getByText("Yes", { exact: true })).toBeVisible();
    await expect(admin.check(name)).toContainText("Good");
    await expect(admin.main.getByRole("link", { name: /^Mend it/ })).toHaveCount(0);
  }
});

test("how often alerts are repeated is saved, shown again and obeyed", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(120_000);
  const admin = await Admin.signsIn(await newPerson());
  await admin.opens("/live-chat/team");
  const repeat = admin.main.getByRole("group", { name: "Repeat alerts every" });
  const saves = async (minutes: string, seconds: string) => {
    await repeat.getByLabel("Minutes").fill(minutes);
    await repeat.getByLabel("Seconds").fill(seconds);
    await admin.button("Save").click();
  };
  await saves("0", "14");
  await expect(repeat.getByText("At least 15 s, or 0 for never.")).toBeVisible();
  await saves("0", "0");
  await expect(admin.main.getByRole("status")).toHaveText("Saved.");
  await expect(repeat).toContainText("Now: agents are alerted once");
  expect(await server.baton("settings", "show", "HELP")).toContain("repeat alerts: never");
  await saves("0", "15");
  await expect(repeat).toContainText("Now: 15 s");
  await admin.opens("/live-chat/team");
  await expect(repeat.getByLabel("Minutes")).toHaveValue("0");
  await expect(repeat.getByLabel("Seconds")).toHaveValue("15");
  expect(await server.baton("settings", "show", "HELP")).toContain("repeat alerts: every 15s");

  const ana = await newAgent();
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/items");
  const chat = await Chat.onItsPage(await newPerson());
  await chat.asksForAPerson();
  await expect.poll(() => ana.desktop.count("Guest is waiting"), { timeout: 45_000 }).toBeGreaterThan(1);
});

test("axe finds nothing on the settings", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson());
  for (const path of PAGES) {
    await admin.opens(path);
    await isAccessible(admin.page);
  }
  await admin.opens("/live");
  await admin.button("Run a self-test").click();
  await isAccessible(admin.page);
});

test("no page of the settings is wider than 320 pixels", async ({ newPerson }) => {
  const admin = await Admin.signsIn(await newPerson({ viewport: { width: 320, height: 640 } }));
  for (const path of PAGES) {
    await admin.opens(path);
    const width = await admin.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(320);
  }
});
