// A page that the server speaks to no longer, as after an update: it is loaded anew, and nothing that was written is lost.

import { Chat } from "./support/customer.js";
import { expect, test } from "./support/test.js";
import { customersWire } from "./support/wire.js";

test("a page of another version is loaded anew by itself, and what was not sent is sent once", async ({ newPerson }) => {
  const page = await newPerson();
  const wire = await customersWire(page);
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("Before the update");
  wire.loses("Kept over the update");
  await chat.write("Kept over the update");
  await chat.write("And this after it");
  await expect(chat.status("Kept over the update", "Sending")).toBeVisible();
  await chat.composer.fill("A draft, too");

  const loaded = page.waitForEvent("load");
  wire.isOutdated();
  await loaded;
  await chat.isConnected();
  for (const words of ["Before the update", "Kept over the update", "And this after it"]) {
    await expect(chat.status(words, "Sent"), words).toBeVisible();
    await expect(chat.mine(words), words).toHaveCount(1);
  }
  await expect(chat.log.locator("li.me .words")).toHaveText(["Before the update", "Kept over the update", "And this after it"]);
  await expect(chat.composer).toHaveValue("A draft, too");
});

test("a page that has just been loaded anew and is still of another version says so and connects no more", async ({ newPerson }) => {
  const page = await newPerson();
  const wire = await customersWire(page);
  const chat = await Chat.onItsPage(page);
  await chat.writeAndSee("Before the update");
  const loaded = page.waitForEvent("load");
  wire.isOutdated();
  await loaded;
  await chat.isConnected();
  await chat.writeAndSee("After it");
  wire.loses("Into the gap");
  await chat.write("Into the gap");

  const before = wire.connected();
  wire.isOutdated();
  await expect(chat.text("This page is out of date. Load it anew to go on: what you wrote is kept.")).toBeVisible();
  expect(wire.connected(), "it would be sent away again").toBe(before);
  const again = page.waitForEvent("load");
  await chat.button("Load anew").click();
  await again;
  await chat.isConnected();
  await expect(chat.status("Into the gap", "Sent")).toBeVisible();
  await expect(chat.mine("Into the gap")).toHaveCount(1);
  await expect(chat.text(/This page is out of date/)).toBeHidden();
});
