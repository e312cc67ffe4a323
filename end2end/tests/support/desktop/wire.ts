// The few bytes of D-Bus that a bus needs: values by their signature, and messages (D-Bus Specification, "Message
// Protocol"). Little-endian both ways; a message in the other order is refused, since nothing here sends one.

export type Value = boolean | number | bigint | string | Uint8Array | Value[] | Map<Value, Value>;

export const enum Kind {
  Call = 1,
  Return = 2,
  Error = 3,
  Signal = 4,
}

export interface Message {
  kind: Kind;
  serial: number;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature: string;
  body: Value[];
  /** The sender waits for no answer. */
  isOneWay: boolean;
}

const FIELDS = ["", "path", "interface", "member", "errorName", "replySerial", "destination", "sender", "signature"] as const;
const FIELD_TYPES = ["", "o", "s", "s", "s", "u", "s", "s", "g"] as const;
const NO_REPLY_EXPECTED = 1;

const SIZES: Record<string, number> = { y: 1, b: 4, n: 2, q: 2, i: 4, u: 4, x: 8, t: 8, d: 8, s: 4, o: 4, g: 1, a: 4, v: 1, h: 4, "(": 8, "{": 8 };

function alignment(type: string): number {
  return SIZES[type.charAt(0)] ?? 1;
}

/** The complete types that a signature is made of: `susa{sv}` is `s`, `u`, `s`, `a{sv}`. */
function types(signature: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    found.push(signature.slice(at, end));
    at = end;
  }
  return found;
}

function endOfType(signature: string, at: number): number {
  const first = signature.charAt(at);
  if (first === "a") return endOfType(signature, at + 1);
  const close = first === "(" ? ")" : first === "{" ? "}" : undefined;
  if (!close) return at + 1;
  let next = at + 1;
  while (signature.charAt(next) !== close) next = endOfType(signature, next);
  return next + 1;
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  align(to: number): void {
    this.at = Math.ceil(this.at / to) * to;
  }

  private take<T>(size: number, read: (at: number) => T): T {
    this.align(size);
    const value = read(this.at);
    this.at += size;
    return value;
  }

  value(type: string): Value {
    const { bytes } = this;
    switch (type.charAt(0)) {
      case "y":
        return this.take(1, (at) => bytes.readUInt8(at));
      case "b":
        return this.take(4, (at) => bytes.readUInt32LE(at) !== 0);
      case "n":
        return this.take(2, (at) => bytes.readInt16LE(at));
      case "q":
        return this.take(2, (at) => bytes.readUInt16LE(at));
      case "i":
        return this.take(4, (at) => bytes.readInt32LE(at));
      case "u":
      case "h":
        return this.take(4, (at) => bytes.readUInt32LE(at));
      case "x":
        return this.take(8, (at) => bytes.readBigInt64LE(at));
      case "t":
        return this.take(8, (at) => bytes.readBigUInt64LE(at));
      case "d":
        return this.take(8, (at) => bytes.readDoubleLE(at));
      case "s":
      case "o":
        return this.text(this.take(4, (at) => bytes.readUInt32LE(at)));
      case "g":
        return this.text(this.take(1, (at) => bytes.readUInt8(at)));
      case "v":
        return this.value(String(this.value("g")));
      case "(":
        this.align(8);
        return types(type.slice(1, -1)).map((member) => this.value(member));
      case "a":
        return this.array(type.slice(1));
      default:
        throw new Error(`no D-Bus type: ${type}`);
    }
  }

  private text(length: number): string {
    const text = this.bytes.toString("utf8", this.at, this.at + length);
    this.at += length + 1;
    return text;
  }

  private array(element: string): Value {
    const length = this.take(4, (at) => this.bytes.readUInt32LE(at));
    this.align(alignment(element));
    const end = this.at + length;
    if (element === "y") {
      const bytes = new Uint8Array(this.bytes.subarray(this.at, end));
      this.at = end;
      return bytes;
    }
    if (element.startsWith("{")) {
      const [key = "", value = ""] = types(element.slice(1, -1));
      const map = new Map<Value, Value>();
      while (this.at < end) {
        this.align(8);
        const name = this.value(key);
        map.set(name, this.value(value));
      }
      return map;
    }
    const values: Value[] = [];
    while (this.at < end) values.push(this.value(element));
    return values;
  }
}

/** Writes what a bus has to say: texts, numbers, truths, and lists of them. */
class Writer {
  bytes = Buffer.alloc(0);

  align(to: number): void {
    this.raw(Buffer.alloc(Math.ceil(this.bytes.length / to) * to - this.bytes.length));
  }

  raw(more: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, more]);
  }

  number32(value: number): void {
    this.align(4);
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    this.raw(four);
  }

  value(type: string, value: Value): void {
    switch (type.charAt(0)) {
      case "y":
        return this.raw(Buffer.from([Number(value)]));
      case "b":
      case "u":
        return this.number32(Number(value));
      case "s":
      case "o": {
        const text = Buffer.from(String(value));
        this.number32(text.length);
        return this.raw(Buffer.concat([text, Buffer.alloc(1)]));
      }
      case "g": {
        const text = Buffer.from(String(value));
        return this.raw(Buffer.concat([Buffer.from([text.length]), text, Buffer.alloc(1)]));
      }
      case "a": {
        const inner = new Writer();
        for (const element of value as Value[]) inner.value(type.slice(1), element);
        this.number32(inner.bytes.length);
        this.align(alignment(type.charAt(1)));
        return this.raw(inner.bytes);
      }
      default:
        throw new Error(`this bus never writes a ${type}`);
    }
  }
}

export function encode(message: Message): Buffer {
  const body = new Writer();
  types(message.signature).forEach((type, index) => body.value(type, message.body[index] ?? ""));
  const fields = new Writer();
  FIELDS.forEach((name, code) => {
    const value = name === "" ? undefined : message[name];
    if (value === undefined || value === "") return;
    const type = FIELD_TYPES[code] ?? "";
    fields.align(8);
    fields.value("y", code);
    fields.value("g", type);
    fields.value(type, value);
  });
  const whole = new Writer();
  whole.raw(Buffer.from(["l".charCodeAt(0), message.kind, message.isOneWay ? NO_REPLY_EXPECTED : 0, 1]));
  whole.number32(body.bytes.length);
  whole.number32(message.serial);
  whole.number32(fields.bytes.length);
  whole.raw(fields.bytes);
  whole.align(8);
  whole.raw(body.bytes);
  return whole.bytes;
}

/** The first message in these bytes and how long it is; nothing while it is not whole. */
export function decode(bytes: Buffer): { message: Message; length: number } | undefined {
  if (bytes.length < 16) return undefined;
  if (bytes.readUInt8(0) !== "l".charCodeAt(0)) throw new Error("a message in the other byte order");
  const bodyAt = Math.ceil((16 + bytes.readUInt32LE(12)) / 8) * 8;
  const length = bodyAt + bytes.readUInt32LE(4);
  if (bytes.length < length) return undefined;
  const message: Message = {
    kind: bytes.readUInt8(1),
    serial: bytes.readUInt32LE(8),
    isOneWay: (bytes.readUInt8(2) & NO_REPLY_EXPECTED) !== 0,
    signature: "",
    body: [],
  };
  for (const field of new Reader(bytes, 12).value("a(yv)") as Value[][]) {
    const name = FIELDS[Number(field[0])];
    if (name) Object.assign(message, { [name]: field[1] });
  }
  // Alignment counts from the start of the body, which is itself aligned.
  const body = new Reader(bytes.subarray(bodyAt, length));
  message.body = types(message.signature).map((type) => body.value(type));
  return { message, length };
}
