// The ways to take live chat off a portal, while chats are on there.

import { Admin } from "./support/admin.js";
import { Chat } from "./support/customer.js";
import { expect, test } from "./support/test.js";
import { Underway } from "./support/underway.js";

const WAYS = {
  "by removing the escalation lines": async (admin: Admin) => {
    await admin.opens("/rovo");
    await admin.main.getByLabel("Add similar escalation lines to this agent’s prompt").fill("");
    await admin.button("Save").click();
  },
  "by removing the surface": async (admin: Admin) => {
    await admin.opens("/rovo/surface");
    await admin.button("Remove this surface").click();
  },
};

for (const [way, asks] of Object.entries(WAYS)) {
  test(`live chat stops ${way}: at once nobody is offered a person, who waits gets a work item, and a live chat goes on to its end`, async ({ newPerson }) => {
    const underway = await Underway.begins(newPerson);
    const admin = await Admin.signsIn(await newPerson());
    await asks(admin);
    await expect(admin.heading("This stops live chat")).toBeVisible();
    await expect(admin.main.getByText("1 customer is waiting for a person and gets a work item instead.")).toBeVisible();
    await underway.isOffered();
    await admin.button("Stop live chat").click();
    await expect(admin.main.getByRole("status")).toContainText("Live chat has stopped on the portal");
    await underway.hasStopped();
    await underway.goesOnToItsEnd();
  });
}

test("turning the feature off leaves live chat on the portal, and taking it off there too, once confirmed, ends the offer", async ({ newPerson }) => {
  const underway = await Underway.begins(newPerson);
  const admin = await Admin.signsIn(await newPerson());
  await admin.turnsFeature("off");
  await expect(admin.main.getByText("live chat still runs on the portal")).toBeVisible();
  await admin.link("Take live chat off the portal too").click();
  await expect(admin.main.getByText("1 customer waits at the moment and gets a work item.")).toBeVisible();
  // Who comes only now is offered a person as well.
  const late = await Chat.onItsPage(await newPerson());
  await expect(late.button("Talk to a person")).toBeVisible();
  await underway.isOffered();
  await expect(underway.waiting.header).toContainText("Waiting for a person");

  await admin.button("Deactivate live chat").click();
  await expect(admin.main.getByText("Live chat has stopped working in your service space.")).toBeVisible();
  await underway.hasStopped();
  await expect(late.button("Talk to a person")).toHaveCount(0);
  await underway.goesOnToItsEnd();
  await admin.opens("/features");
  await expect(admin.main.getByText("The pages are closed, and live chat is not set up.")).toBeVisible();
  await expect(admin.link("Take live chat off the portal too")).toHaveCount(0);
});
