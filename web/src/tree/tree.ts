import type { Variation } from '../loop/state';

/** A variation with what grew out of it; the main line is the root and has no variation. */
export interface Node {
  variation: Variation;
  children: Node[];
}

/** Variations as a forest under the main line, each level in the order of creation. One whose
 * parent is gone hangs where that parent hung. */
export function treeOf(variations: readonly Variation[]): Node[] {
  const nodes = new Map<string, Node>();
  const roots: Node[] = [];
  for (const variation of variations) {
    const node: Node = { variation, children: [] };
    nodes.set(variation.id, node);
    (nodes.get(variation.parent)?.children ?? roots).push(node);
  }
  return roots;
}

/** Depth first, the way the tree is read: each node with its depth from 0. */
export function linesOf(nodes: readonly Node[], depth = 0): { node: Node; depth: number }[] {
  return nodes.flatMap((node) => [{ node, depth }, ...linesOf(node.children, depth + 1)]);
}

/** From the main line down to the variation named; empty when it does not exist. */
export function ancestryOf(variations: readonly Variation[], id: string): Variation[] {
  const line: Variation[] = [];
  let at = variations.find((item) => item.id === id);
  while (at && !line.includes(at)) {
    line.unshift(at);
    const parent = at.parent;
    at = variations.find((item) => item.id === parent);
  }
  return line;
}
