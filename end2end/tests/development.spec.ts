// `cargo xtask dev` starts the server with BATON_DEV: pages then notice that another build answers.

import { expect, test } from "./support/test.js";

test("in development a page loads itself anew when the server starts again, and a released page has no such script", async ({ newPerson, server, allowed }) => {
  allowed.push(/WebSocket|net::ERR|Failed to load/);
  const page = await newPerson();
  await page.goto("/portal/HELP");
  expect(await page.content()).not.toContain("/healthz");
  await server.kill();

  await server.launch({ BATON_DEV: "1" });
  await page.goto("/portal/HELP");
  await page.evaluate("window.marked = true");
  await server.kill();
  await server.launch({ BATON_DEV: "1" });
  await expect(async () => {
    expect(await page.evaluate("window.marked === true")).toBe(false);
  }).toPass();
  await expect(page.getByRole("heading").first()).toBeVisible();
});
