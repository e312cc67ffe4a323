// The site's plan: live chat is on Premium and Enterprise alone.

import { Admin } from "./support/admin.js";
import { PASSWORD, expect, test } from "./support/test.js";
import { Underway } from "./support/underway.js";

const NEEDED = "you’re on a Jira Service Management Premium or Enterprise plan";

test("on Free and on Standard nothing of live chat works and every page says what is needed, a chat that is live goes on to its end, and back on Premium everything is as it was set", async ({ newPerson, server, allowed }) => {
  test.setTimeout(120_000);
  // The pages of live chat are closed meanwhile.
  allowed.push(/403/);
  await server.baton("settings", "set", "HELP", "--time-to-assign", "20m", "--time-to-reply", "7m", "--repeat-alerts", "45s");
  const asSet = (await server.baton("settings", "show", "HELP")).replace("plan: enterprise", "plan: premium");
  const underway = await Underway.begins(newPerson);
  const admin = await Admin.signsIn(await newPerson());
  const early = new Admin(await admin.page.context().newPage());
  await early.opens("/live-chat/team");
  await early.main.getByLabel("Assign a team").selectOption({ label: "No team" });

  await admin.page.goto("/app/site/plan");
  await admin.choosesPlan("Free");
  await underway.hasStopped();
  for (const plan of ["Free", "Standard"] as const) {
    if (plan === "Standard") await admin.choosesPlan(plan);
    for (const path of ["/live-chat", "/live-chat/team", "/live-chat/set-up"]) {
      await admin.opens(path);
      await expect(admin.main.getByRole("heading", { name: "Live chat is not in your plan" })).toBeVisible();
      await expect(admin.main.getByText(NEEDED)).toBeVisible();
      await expect(admin.main.getByText(`This site is on the ${plan} plan.`)).toBeVisible();
      await expect(admin.main.getByRole("button")).toHaveCount(0);
    }
    await admin.opens("/live");
    await expect(admin.main.getByText("No", { exact: true })).toBeVisible();
    await expect(admin.check("Plan")).toContainText("In the way");
    await expect(admin.check("Plan")).toContainText(`The ${plan} plan does not include live chat`);
    await admin.button("Run a self-test").click();
    await expect(admin.main.getByText(NEEDED)).toBeVisible();
    await admin.opens("/live");
    await admin.link("Mend it: Plan").click();
    await expect(admin.heading("Plan")).toBeVisible();
    await expect(admin.main.getByRole("radio", { name: plan, exact: true })).toBeChecked();
  }
  // A form that was opened before.
  await early.button("Save").click();
  await expect(early.main.getByText(NEEDED)).toBeVisible();
  await underway.goesOnToItsEnd();

  await admin.choosesPlan("Premium");
  await underway.isOffered();
  expect(await server.baton("settings", "show", "HELP")).toBe(asSet);
  await admin.opens("/live");
  await expect(admin.main.getByText("Yes", { exact: true })).toBeVisible();
  await underway.open.asksForAPerson();
  await underway.inbox.claims();
});

test("an admin of the space alone reads that a site admin can change the plan, and is sent to no page that is closed to them", async ({ newPerson, server, allowed }) => {
  allowed.push(/403/);
  await server.baton("user", "add", "--name", "Sam", "--email", "sam@northwind.example", "--password", PASSWORD, "--space", "HELP", "--role", "admin");
  await server.baton("settings", "set", "HELP", "--plan", "standard");
  const admin = await Admin.signsIn(await newPerson(), "HELP", "sam@northwind.example");
  for (const path of ["/live-chat", "/live"]) {
    await admin.opens(path);
    await expect(admin.main.getByText("A site admin can change the plan."), path).toBeVisible();
    await expect(admin.main.locator("a[href^='/app/site']"), path).toHaveCount(0);
  }
});

test("without the plan, adding the skill to the Rovo agent does not say that live chat is active", async ({ newPerson, server }) => {
  const admin = await Admin.signsIn(await newPerson());
  await admin.opens("/rovo/scenarios/1");
  await admin.button("Delete Chat with live agent").click();
  await admin.sends("Stop live chat");
  await server.baton("settings", "set", "HELP", "--plan", "free");
  await admin.sends("Add skill");
  await expect(admin.button("Delete Chat with live agent")).toBeVisible();
  await expect(admin.main.getByRole("status")).toContainText("Saved.");
  await expect(admin.main.getByText("Live chat is active")).toHaveCount(0);
});

test("without the plan, turning the feature off says what is still set up of live chat, and that can be taken off too", async ({ newPerson, server, allowed }) => {
  // The page after that is one that the plan lacks.
  allowed.push(/403/);
  const admin = await Admin.signsIn(await newPerson());
  await server.baton("settings", "set", "HELP", "--plan", "free");
  await admin.turnsFeature("off");
  await expect(admin.main.getByText("A part of it is still set up: its skill or its escalation lines.")).toBeVisible();
  await admin.link("Take live chat off the portal too").click();
  await admin.sends("Deactivate live chat");
  await admin.opens("/features");
  await expect(admin.main.getByText("The pages are closed, and live chat is not set up.")).toBeVisible();
  await expect(admin.link("Take live chat off the portal too")).toHaveCount(0);
});
