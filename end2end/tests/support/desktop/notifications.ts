// The desktop's notification service as the tests' stand-in: it raises nothing, remembers everything, and presses what a
// person would press. What it counts are the pop-ups that the browser really asked the system for (Desktop
// Notifications Specification 1.2).

import { type Answer, Bus, type Service } from "./bus.js";
import type { Value } from "./wire.js";

/** A pop-up as the system was asked to raise it. */
export interface PopUp {
  id: number;
  title: string;
  text: string;
  /** Asked for anew in the place of one that was still there. */
  replaced: boolean;
  /** Milliseconds since 1970. */
  raisedAt: number;
  /** Withdrawn by the browser, or closed by a press. */
  closedAt?: number;
}

const NAME = "org.freedesktop.Notifications";
const CLOSED_BY_PERSON = 2;
const CLOSED_BY_CALL = 3;

export class Desktop implements Service {
  readonly name = NAME;
  readonly interface = NAME;
  readonly path = "/org/freedesktop/Notifications";
  /** Every pop-up ever raised, oldest first. A replaced one stands here once for each time it was raised. */
  readonly raised: PopUp[] = [];
  private bus!: Bus;
  private lastId = 0;

  static async start(): Promise<Desktop> {
    const desktop = new Desktop();
    desktop.bus = await Bus.start(desktop);
    return desktop;
  }

  /** What a browser must know to find this desktop. */
  get environment(): Record<string, string> {
    return { DBUS_SESSION_BUS_ADDRESS: this.bus.address, DBUS_SYSTEM_BUS_ADDRESS: "disabled:" };
  }

  /** What is on screen now. */
  get shown(): PopUp[] {
    return this.raised.filter((popUp) => popUp.closedAt === undefined);
  }

  /** How often a pop-up with this title came up. */
  count(title: string | RegExp): number {
    return this.raised.filter((popUp) => (typeof title === "string" ? popUp.title === title : title.test(popUp.title))).length;
  }

  /** Presses a pop-up, as a person does with the pointer. */
  press(popUp: PopUp): void {
    this.bus.signal("ActivationToken", "us", [popUp.id, "token"]);
    this.bus.signal("ActionInvoked", "us", [popUp.id, "default"]);
    this.close(popUp.id, CLOSED_BY_PERSON);
  }

  /** Waves a pop-up away without looking at what is behind it. */
  dismiss(popUp: PopUp): void {
    this.close(popUp.id, CLOSED_BY_PERSON);
  }

  called(member: string, body: Value[]): Answer {
    switch (member) {
      case "GetServerInformation":
        return { signature: "ssss", body: ["A desktop of the tests", "Baton", "1", "1.2"] };
      case "GetCapabilities":
        return { signature: "as", body: [["actions", "body", "persistence"]] };
      case "Notify":
        return { signature: "u", body: [this.notify(body)] };
      case "CloseNotification":
        this.close(Number(body[0]), CLOSED_BY_CALL);
        return { signature: "", body: [] };
      default:
        return undefined;
    }
  }

  async stop(): Promise<void> {
    await this.bus.stop();
  }

  private notify(body: Value[]): number {
    const [, replaces, , title, text] = body;
    const before = this.shown.find((popUp) => popUp.id === Number(replaces));
    const raisedAt = Date.now();
    if (before) before.closedAt = raisedAt;
    const id = before?.id ?? ++this.lastId;
    this.raised.push({ id, title: String(title), text: String(text), replaced: before !== undefined, raisedAt });
    return id;
  }

  private close(id: number, reason: number): void {
    const open = this.shown.filter((popUp) => popUp.id === id);
    if (open.length === 0) return;
    for (const popUp of open) popUp.closedAt = Date.now();
    this.bus.signal("NotificationClosed", "uu", [id, reason]);
  }
}
