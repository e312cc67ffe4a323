// "Activate live chat in your service space": each numbered step of the product document is one test, under the
// document's sentence.

import { Admin } from "./support/admin.js";
import { Chat } from "./support/customer.js";
import { PASSWORD, expect, test } from "./support/test.js";

const LINE =
  "Escalation: Escalate by starting a live chat (e.g. (Project key: HELP) only if: The user explicitly requests escalation, " +
  "human support, direct chat with agent, or you have exhausted all self-service options and the user remains unsatisifed.";

test.describe("Activate live chat in a space that has an existing Rovo agent", () => {
  test.beforeEach(async ({ server }) => {
    await server.baton("rovo", "remove-skill", "HELP");
  });

  test("Go to your service space.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await expect(admin.sidebar.getByText("Northwind Help")).toBeVisible();
  });

  test("In the left sidebar, select Settings (you’ll need to be a project admin).", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.sidebar.getByRole("link", { name: "Settings", exact: true }).click();
    await expect(admin.heading("Settings")).toBeVisible();
  });

  test("In project settings, select Features.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.opens("");
    await admin.main.getByRole("region", { name: "Project settings" }).getByRole("link", { name: "Features" }).click();
    await expect(admin.heading("Features")).toBeVisible();
  });

  test("On the Features page, use the toggle next to Live chat to enable.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.turnsFeature("off");
    await admin.opensFeatures();
    await admin.toggle.click();
    await expect(admin.toggle).toHaveAttribute("aria-checked", "true");
    await expect(admin.main.getByText("Live chat can be set up and changed")).toBeVisible();
  });

  test("In your service space, select More actions (…) next to the name of your service space, then Space settings, then Live chat.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.opensLiveChat();
    await expect(admin.main.getByText("Customers can’t see live chat.")).toBeVisible();
  });

  test("Select Set up live chat.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.opensLiveChat();
    await admin.link("Set up live chat").click();
    await expect(admin.heading("Set up live chat")).toBeVisible();
  });

  test("Select Add skill.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.opens("/live-chat/set-up");
    await admin.button("Add skill").click();
    await expect(admin.main.getByText("Added", { exact: true })).toBeVisible();
    await expect(admin.button("Add skill")).toHaveCount(0);
  });

  test("Under Add similar escalation lines to this agent’s prompt, enter “Escalation: Escalate by starting a live chat …”", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson());
    await admin.opens("/live-chat/set-up");
    await admin.button("Add skill").click();
    await expect(admin.main.getByLabel("Add similar escalation lines to this agent’s prompt")).toHaveValue(LINE);
    await admin.button("Insert").click();
    await expect(admin.main.getByText("Live chat is active in your service space.").first()).toBeVisible();
  });

  test("Live chat will be active immediately in your service space.", async ({ newPerson }) => {
    const chat = await Chat.onItsPage(await newPerson());
    await expect(chat.button("Talk to a person")).toHaveCount(0);
    const admin = await Admin.signsIn(await newPerson());
    await admin.opens("/live-chat/set-up");
    await admin.button("Add skill").click();
    await admin.button("Insert").click();
    await expect(chat.button("Talk to a person")).toBeVisible({ timeout: 5_000 });
    await expect(admin.main.getByText("Customers can see live chat.")).toBeVisible();
  });
});

test.describe("Activate live chat in a space without a Rovo agent", () => {
  test.beforeEach(async ({ server }) => {
    await server.baton("space", "add", "SHOP", "Shop desk");
  });

  test("Go to your service space.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.page.goto("/app");
    await admin.page.getByRole("link", { name: "Shop desk" }).click();
    await expect(admin.page).toHaveURL(/\/app\/SHOP\//);
    await expect(admin.sidebar.getByText("Shop desk")).toBeVisible();
  });

  test("In the left sidebar, select Settings (you’ll need to be a project admin).", async ({ newPerson, server }) => {
    await server.baton("user", "add", "--name", "Kim", "--email", "kim@shop.example", "--password", PASSWORD, "--space", "SHOP");
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.sidebar.getByRole("link", { name: "Settings", exact: true }).click();
    await expect(admin.heading("Settings")).toBeVisible();
    const agent = await newPerson();
    await agent.goto("/app/sign-in");
    await agent.getByLabel("E-mail").fill("kim@shop.example");
    await agent.getByLabel("Password").fill(PASSWORD);
    await agent.getByRole("button", { name: "Sign in" }).click();
    await expect(agent).toHaveURL(/\/app\/SHOP\//);
    await expect(agent.getByRole("navigation", { name: "Space" }).getByRole("link", { name: "Settings", exact: true })).toHaveCount(0);
  });

  test("In project settings, select Features.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.opens("");
    await admin.main.getByRole("region", { name: "Project settings" }).getByRole("link", { name: "Features" }).click();
    await expect(admin.heading("Features")).toBeVisible();
    await expect(admin.toggle).toHaveAttribute("aria-checked", "false");
  });

  test("On the Features page, use the toggle next to Live chat to enable.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.opensFeatures();
    await expect(admin.toggle).toHaveAttribute("aria-checked", "false");
    await admin.toggle.click();
    await expect(admin.toggle).toHaveAttribute("aria-checked", "true");
  });

  test("Next to the name of your service space, select More actions (…), then Space settings, then Live chat.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.turnsFeature("on");
    await admin.opensLiveChat();
    await expect(admin.main.getByText("This space has no Rovo agent yet.")).toBeVisible();
  });

  test("Select Set up live chat. If you don’t already have a Rovo agent, this creates one for you and adds the ‘live chat’ skill.", async ({ newPerson }) => {
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.turnsFeature("on");
    await admin.opensLiveChat();
    await admin.button("Set up live chat").click();
    await expect(admin.main.getByText("Live chat is active in your service space.")).toBeVisible();
    await expect(admin.link("View this agent")).toBeVisible();
  });

  test("Live chat will be active immediately in your service space.", async ({ newPerson }) => {
    const chat = await Chat.onItsPage(await newPerson(), "SHOP");
    await expect(chat.button("Talk to a person")).toHaveCount(0);
    const admin = await Admin.signsIn(await newPerson(), "SHOP");
    await admin.turnsFeature("on");
    await admin.opensLiveChat();
    await admin.button("Set up live chat").click();
    await expect(chat.button("Talk to a person")).toBeVisible({ timeout: 5_000 });
  });
});
