// A session bus of one's own: a Unix socket that speaks enough of D-Bus for a browser to find a notification service
// behind it. It takes everybody in, knows one service, and answers for it; nothing is installed and nothing is shared.

import { mkdtemp, rm } from "node:fs/promises";
import { type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Kind, type Message, type Value, decode, encode } from "./wire.js";

const BUS = "org.freedesktop.DBus";

/** An answer of a service: a signature and the values, or nothing where it knows no such method. */
export type Answer = { signature: string; body: Value[] } | undefined;

export interface Service {
  /** As others look for it. */
  name: string;
  path: string;
  interface: string;
  called(member: string, body: Value[]): Answer;
}

export class Bus {
  private readonly lines = new Set<Line>();
  private serial = 0;
  private names = 1;

  private constructor(
    private readonly folder: string,
    private readonly server: Server,
    readonly service: Service,
  ) {}

  static async start(service: Service): Promise<Bus> {
    const folder = await mkdtemp(join(tmpdir(), "bus-"));
    const server = createServer();
    const bus = new Bus(folder, server, service);
    server.on("connection", (socket) => bus.lines.add(new Line(socket, bus)));
    await new Promise<void>((ready, failed) => {
      server.once("error", failed);
      server.listen(join(folder, "socket"), ready);
    });
    return bus;
  }

  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  get address(): string {
    return `unix:path=${join(this.folder, "socket")}`;
  }

  /** The unique name of the service's owner. */
  readonly owner = ":1.0";

  nextName(): string {
    return `:1.${this.names++}`;
  }

  nextSerial(): number {
    return ++this.serial;
  }

  /** Everybody on the bus hears it; who did not ask for it drops it. */
  signal(member: string, signature: string, body: Value[]): void {
    for (const line of this.lines) {
      line.send({
        kind: Kind.Signal,
        path: this.service.path,
        interface: this.service.interface,
        member,
        sender: this.owner,
        signature,
        body,
        isOneWay: true,
      });
    }
  }

  left(line: Line): void {
    this.lines.delete(line);
  }

  async stop(): Promise<void> {
    for (const line of this.lines) line.close();
    await new Promise((done) => this.server.close(done));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One program on the bus. */
class Line {
  private bytes = Buffer.alloc(0);
  private isGreeted = false;
  private name = "";

  constructor(
    private readonly socket: Socket,
    private readonly bus: Bus,
  ) {
    socket.on("data", (more) => this.take(more));
    socket.on("error", () => bus.left(this));
    socket.on("close", () => bus.left(this));
  }

  send(message: Omit<Message, "serial">): void {
    if (this.isGreeted) this.socket.write(encode({ ...message, serial: this.bus.nextSerial() }));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(more: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, more]);
    if (!this.isGreeted) this.greet();
    while (this.isGreeted) {
      const found = decode(this.bytes);
      if (!found) return;
      this.bytes = this.bytes.subarray(found.length);
      if (found.message.kind === Kind.Call) this.answer(found.message);
    }
  }

  /** Lines of text come first: whoever asks is let in. */
  private greet(): void {
    for (let end = this.bytes.indexOf("\r\n"); end >= 0 && !this.isGreeted; end = this.bytes.indexOf("\r\n")) {
      const line = this.bytes.toString("latin1", 0, end).replace(/^\0/, "");
      this.bytes = this.bytes.subarray(end + 2);
      if (line === "BEGIN") this.isGreeted = true;
      else if (line.startsWith("AUTH EXTERNAL")) this.socket.write("OK 0123456789abcdef0123456789abcdef\r\n");
      else if (line.startsWith("AUTH")) this.socket.write("REJECTED EXTERNAL\r\n");
      else this.socket.write("ERROR\r\n");
    }
  }

  private answer(call: Message): void {
    const answer = this.isForService(call)
      ? this.bus.service.called(call.member ?? "", call.body)
      : call.destination === BUS
        ? this.ofBus(call)
        : undefined;
    if (call.isOneWay) return;
    const common = {
      replySerial: call.serial,
      destination: this.name,
      sender: this.isForService(call) ? this.bus.owner : BUS,
      isOneWay: true,
    };
    if (answer) this.send({ ...common, kind: Kind.Return, ...answer });
    else {
      const errorName = `${BUS}.Error.${call.destination === BUS ? "UnknownMethod" : "ServiceUnknown"}`;
      this.send({ ...common, kind: Kind.Error, errorName, signature: "s", body: ["Nobody here knows that."] });
    }
  }

  private isForService(call: Message): boolean {
    return call.destination === this.bus.service.name || call.destination === this.bus.owner;
  }

  private ofBus(call: Message): Answer {
    const { service, owner } = this.bus;
    const asksForService = call.body[0] === service.name;
    switch (call.member) {
      case "Hello":
        this.name = this.bus.nextName();
        return { signature: "s", body: [this.name] };
      case "AddMatch":
      case "RemoveMatch":
        return { signature: "", body: [] };
      case "NameHasOwner":
        return { signature: "b", body: [asksForService] };
      case "GetNameOwner":
        return asksForService ? { signature: "s", body: [owner] } : undefined;
      case "StartServiceByName":
        return asksForService ? { signature: "u", body: [2] } : undefined;
      case "ListNames":
      case "ListActivatableNames":
        return { signature: "as", body: [[BUS, service.name]] };
      case "RequestName":
        return { signature: "u", body: [1] };
      default:
        return undefined;
    }
  }
}
