// The offer of a person at the moment when it ends.

import { expect, test } from "./support/alerted.js";
import { Chat } from "./support/customer.js";
import { agentSignsIn, staffSignsIn } from "./support/test.js";
import { OFFER, customersWire, lineIsUp } from "./support/wire.js";

test("a customer who asks for a person just after the last agent left gets an honest answer", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const agent = await newPerson();
  await agentSignsIn(agent, "ana");
  const page = await newPerson();
  const wire = await customersWire(page);
  const chat = await Chat.onItsPage(page);
  const other = await Chat.onItsPage(await newPerson());
  const ask = "Talk to a person";
  for (const open of [chat, other]) await expect(open.button(ask)).toBeVisible();

  // The page does not hear that the offer has ended, as in the moment before it would.
  wire.holds(OFFER);
  await server.baton("user", "disable", "ana@northwind.example");
  await expect(other.button(ask)).toHaveCount(0);
  await expect(chat.button(ask)).toBeVisible();
  await chat.button(ask).click();

  await expect(page.getByRole("alert")).toContainText(
    "Nobody from the team is available right now. You can leave a request, and we answer there.",
  );
  await expect(chat.button(ask)).toHaveCount(0);
  await expect(chat.header).not.toContainText("Waiting for a person");
  await expect(chat.log.getByText("You asked for a person")).toHaveCount(0);
  await chat.writeAndSee("Then I will leave a request");
  await chat.button("Leave a request").click();
  await expect(chat.log).toContainText("Your request is HELP-1");
});

test("a customer who asks for a person without a network is answered honestly once it is back", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|ERR_INTERNET_DISCONNECTED|net::ERR/);
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  await agentSignsIn(await newPerson(), "ana");
  const page = await newPerson();
  const isConnected = lineIsUp(page);
  const chat = await Chat.onItsPage(page);
  await isConnected;
  await expect(chat.button("Talk to a person")).toBeVisible();
  await page.context().setOffline(true);
  await expect(chat.text(/No connection/)).toBeVisible({ timeout: 30_000 });
  await server.baton("user", "disable", "ana@northwind.example");
  await chat.button("Talk to a person").click();
  await page.context().setOffline(false);
  await expect(page.getByRole("alert")).toContainText("Nobody from the team is available right now.");
  await expect(chat.header).not.toContainText("Waiting for a person");
});

test("when an agent's machine dies, a person is no longer offered on any open chat within 60 s, and Rovo goes on answering", async ({ newAgent, newPerson, server }) => {
  test.setTimeout(120_000);
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const ana = await newAgent();
  await ana.goes(await ana.signsIn("ana@northwind.example"), "/app/HELP/inbox");
  const portal = await newPerson();
  await portal.goto("/portal/HELP");
  const chats = [await Chat.inTheCorner(portal), await Chat.onItsPage(await newPerson())];
  for (const chat of chats) await expect(chat.button("Talk to a person")).toBeVisible();

  // Nothing says good-bye: neither the page nor its socket.
  await ana.sleeps();
  await Promise.all(chats.map((chat) => expect(chat.button("Talk to a person")).toHaveCount(0, { timeout: 60_000 })));
  for (const chat of chats) {
    await chat.writeAndSee("How do I connect to the VPN?");
    await expect(chat.log).toContainText("Here is what I found.");
  }
});

test("the inbox says that customers can't ask for a person while that is so, and no longer, without a reload", async ({ newPerson, server }) => {
  await server.baton("settings", "set", "HELP", "--follow-availability", "on");
  const notOffered = "Customers can’t ask for a person at the moment";
  // The admin is not of the team: their page makes nobody available.
  const admin = await newPerson();
  await staffSignsIn(admin, "admin@northwind.example");
  await admin.goto("/app/HELP/inbox");
  await expect(admin.getByText(notOffered)).toBeVisible();
  await expect(admin.getByText("Nobody of the team is available.")).toBeVisible();

  const ana = await newPerson();
  await agentSignsIn(ana, "ana");
  await expect(ana.getByText(notOffered)).toHaveCount(0);
  await expect(admin.getByText(notOffered)).toHaveCount(0);

  await server.baton("user", "disable", "ana@northwind.example");
  await expect(admin.getByText(notOffered)).toBeVisible();
});
