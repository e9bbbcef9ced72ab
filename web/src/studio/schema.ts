/** Reads the panel's JSON Schema along a path of the file: what may stand there, and what it means. */
export type SchemaNode = Readonly<Record<string, unknown>>;
export type Where = readonly (string | number)[];

export interface KeyOffer {
  key: string;
  description: string;
  /** A list or a map follows, never a word. */
  opens: boolean;
  required: boolean;
}
export interface Meaning {
  description: string;
  /** "a whole number from 0 to 1000", "one of agent, model, human". */
  form: string;
  example: string;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): SchemaNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export class Schema {
  constructor(private readonly root: SchemaNode) {}

  /** The schema at a place and all it may be: references followed, alternatives side by side. */
  at(where: Where): SchemaNode[] {
    return where.reduce<SchemaNode[]>(
      (nodes, step) => nodes.flatMap((node) => this.step(node, step)),
      this.expand(this.root),
    );
  }

  keysAt(where: Where): KeyOffer[] {
    const offers = new Map<string, KeyOffer>();
    for (const node of this.at(where)) {
      const required = Array.isArray(node['required']) ? node['required'] : [];
      for (const [key, value] of Object.entries(isNode(node['properties']) ? node['properties'] : {})) {
        if (!isNode(value) || offers.has(key)) continue;
        const forms = this.expand(value);
        offers.set(key, {
          key,
          description: textOf(value['description']),
          opens: forms.some(isCollection) && !forms.some(isWord),
          required: required.includes(key),
        });
      }
    }
    return [...offers.values()];
  }

  /** The words that may stand at a place, where the schema counts them up. */
  valuesAt(where: Where): string[] {
    const values = this.at(where).flatMap((node) => {
      if (Array.isArray(node['enum'])) return node['enum'].map(String);
      if (node['const'] !== undefined) return [String(node['const'])];
      return node['type'] === 'boolean' ? ['true', 'false'] : [];
    });
    return [...new Set(values)];
  }

  /** True when keys of any name may stand there, such as levels. */
  takesAnyKey(where: Where): boolean {
    return this.at(where).some((node) => isNode(node['additionalProperties']));
  }

  meaningAt(where: Where): Meaning | null {
    const nodes = this.at(where);
    const described = nodes.find((node) => textOf(node['description']) !== '');
    if (!described) return null;
    const examples = nodes.find((node) => Array.isArray(node['examples']))?.['examples'];
    const example = Array.isArray(examples) ? examples[0] : undefined;
    const forms = [...new Set(nodes.map(formOf).filter((form) => form !== ''))];
    return {
      description: textOf(described['description']),
      form: forms.join(', or '),
      example:
        example === undefined
          ? ''
          : typeof example === 'string'
            ? example
            : JSON.stringify(example).replace(/"([\w-]+)":/g, '$1: '),
    };
  }

  private expand(node: SchemaNode): SchemaNode[] {
    const reference = node['$ref'];
    if (typeof reference === 'string') {
      let target: unknown = this.root;
      for (const key of reference.replace(/^#\//, '').split('/')) {
        target = isNode(target) ? target[key] : undefined;
      }
      return isNode(target) ? this.expand(target) : [];
    }
    const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => listOf(node[key]));
    return [node, ...branches.flatMap((branch) => this.expand(branch))];
  }

  private step(node: SchemaNode, step: string | number): SchemaNode[] {
    if (typeof step === 'number') {
      return isNode(node['items']) ? this.expand(node['items']) : [];
    }
    const properties = node['properties'];
    const named = isNode(properties) ? properties[step] : undefined;
    if (isNode(named)) return this.expand(named);
    const other = node['additionalProperties'];
    return isNode(other) ? this.expand(other) : [];
  }
}

function isCollection(node: SchemaNode): boolean {
  return node['type'] === 'object' || node['type'] === 'array';
}

function isWord(node: SchemaNode): boolean {
  return node['enum'] !== undefined || (node['type'] !== undefined && !isCollection(node));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const kForms: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'keys of its own',
  boolean: 'true or false',
};

function formOf(node: SchemaNode): string {
  if (Array.isArray(node['enum'])) return `one of ${node['enum'].map(String).join(', ')}`;
  if (node['const'] !== undefined) return `always ${String(node['const'])}`;
  const type = node['type'];
  if (type === 'integer' || type === 'number') {
    const low = node['minimum'];
    const high = node['maximum'];
    const what = type === 'integer' ? 'a whole number' : 'a number';
    return low !== undefined && high !== undefined ? `${what} from ${low} to ${high}` : what;
  }
  return typeof type === 'string' ? (kForms[type] ?? '') : '';
}
