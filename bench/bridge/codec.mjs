// postcard in JavaScript over the shapes of shapes.mjs. Runs in the page.
//
// A variant without contents is its name, one with contents `{ Name: contents }`; a struct is an object; an option is the value or null;
// bytes are a Uint8Array. Fields that are left out are empty. Whole numbers are Numbers where they are safe and BigInts where not; ids are BigInts always.

export class Codec {
  constructor(shapes) {
    this.shapes = shapes;
  }

  encode(name, value) {
    const bytes = [];
    this.#write(bytes, { is: 'named', name }, value, name);
    return new Uint8Array(bytes);
  }

  decode(name, bytes) {
    const reader = { bytes, at: 0, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    return this.#read(reader, { is: 'named', name });
  }

  #named(name) {
    const shape = this.shapes[name];
    if (!shape) throw new Error(`the bridge has no type ${name}`);
    return shape;
  }

  #write(bytes, shape, value, path) {
    switch (shape.is) {
      case 'named': return this.#write(bytes, this.#named(shape.name), value, path);
      case 'unit': return;
      case 'bool': return void bytes.push(value ? 1 : 0);
      case 'u8': return void bytes.push(value & 255);
      case 'uint': case 'wide': return integer(bytes, BigInt(value));
      case 'int': return integer(bytes, (BigInt(value) << 1n) ^ (BigInt(value) >> 127n));
      case 'f64': return void bytes.push(...new Uint8Array(new Float64Array([value]).buffer));
      case 'f32': return void bytes.push(...new Uint8Array(new Float32Array([value]).buffer));
      case 'text': {
        if (typeof value !== 'string') throw new Error(`${path} must be a text`);
        const text = new TextEncoder().encode(value);
        integer(bytes, BigInt(text.length));
        return void bytes.push(...text);
      }
      case 'option':
        bytes.push(value === null || value === undefined ? 0 : 1);
        return value === null || value === undefined ? undefined : this.#write(bytes, shape.of, value, path);
      case 'list':
        integer(bytes, BigInt(value.length));
        for (const element of value) this.#write(bytes, shape.of, element, path);
        return;
      case 'array':
        for (let index = 0; index < shape.length; index += 1) this.#write(bytes, shape.of, value[index], path);
        return;
      case 'tuple':
        shape.of.forEach((of, index) => this.#write(bytes, of, value[index], path));
        return;
      case 'struct':
        // What is left out is empty; what is not known is a name that has changed.
        for (const name of Object.keys(value)) {
          if (!shape.fields.some(([field]) => field === name)) throw new Error(`${path} has no ${name}`);
        }
        for (const [field, of] of shape.fields) {
          this.#write(bytes, of, field in value ? value[field] : this.#empty(of, `${path}.${field}`), `${path}.${field}`);
        }
        return;
      case 'enum': {
        const name = typeof value === 'string' ? value : Object.keys(value)[0];
        const index = shape.variants.findIndex(([known]) => known === name);
        if (index < 0) throw new Error(`${path} has no variant ${name}`);
        integer(bytes, BigInt(index));
        return this.#write(bytes, shape.variants[index][1], value[name], `${path}.${name}`);
      }
      default: throw new Error(`${path}: no shape ${shape.is}`);
    }
  }

  // What a shape is when nobody says anything; a choice has to be made.
  #empty(shape, path) {
    switch (shape.is) {
      case 'named': return this.#empty(this.#named(shape.name), path);
      case 'option': return null;
      case 'list': return [];
      case 'struct': return {};
      case 'text': return '';
      case 'bool': return false;
      case 'u8': case 'uint': case 'wide': case 'int': case 'f64': case 'f32': return 0;
      default: throw new Error(`${path} is left out`);
    }
  }

  #read(reader, shape) {
    switch (shape.is) {
      case 'named': return this.#read(reader, this.#named(shape.name));
      case 'unit': return null;
      case 'bool': return reader.bytes[reader.at++] === 1;
      case 'u8': return reader.bytes[reader.at++];
      case 'uint': return safe(varint(reader));
      case 'wide': return varint(reader);
      case 'int': {
        const value = varint(reader);
        return safe((value >> 1n) ^ -(value & 1n));
      }
      case 'f64': return reader.view.getFloat64((reader.at += 8) - 8, true);
      case 'f32': return reader.view.getFloat32((reader.at += 4) - 4, true);
      case 'text': return new TextDecoder().decode(take(reader));
      case 'option': return reader.bytes[reader.at++] === 1 ? this.#read(reader, shape.of) : null;
      case 'list': return shape.of.is === 'u8' ? take(reader).slice() : this.#several(reader, shape.of, Number(varint(reader)));
      case 'array': return this.#several(reader, shape.of, shape.length);
      case 'tuple': return shape.of.map((of) => this.#read(reader, of));
      case 'struct': return Object.fromEntries(shape.fields.map(([field, of]) => [field, this.#read(reader, of)]));
      case 'enum': {
        const index = Number(varint(reader));
        const found = shape.variants[index];
        if (!found) throw new Error(`no variant ${index}`);
        return found[1].is === 'unit' ? found[0] : { [found[0]]: this.#read(reader, found[1]) };
      }
      default: throw new Error(`no shape ${shape.is}`);
    }
  }

  #several(reader, of, length) {
    return Array.from({ length }, () => this.#read(reader, of));
  }
}

const safe = (value) => (value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value);

function integer(bytes, value) {
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
}

function varint(reader) {
  let small = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new Error('a message of the engine ends early');
    small |= (byte & 127) << shift;
    if (byte < 128) return BigInt(small);
  }
  let value = BigInt(small);
  for (let shift = 28n; ; shift += 7n) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new Error('a message of the engine ends early');
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
  }
}

const take = (reader) => {
  const length = Number(varint(reader));
  return reader.bytes.subarray(reader.at, (reader.at += length));
};
