import type { Leaf } from "../../../scoring/method/methods.ts";
import { type Input, type Item, withField } from "./input.ts";
import type { Said } from "./said.ts";

/** What the inputs of one entry share: the value as it stands, how it changes, what is said of each field. */
export type EntryForm = { readonly value: Input | null; readonly onChange: (value: Input | null) => void; readonly said: readonly Said[]; readonly isReadOnly: boolean };

export type LeafOf<M extends Leaf["method"]> = Extract<Leaf, { method: M }>;

export const saidAt = ({ said }: EntryForm, ...path: readonly (string | number)[]): Said[] => said.filter((one) => one.path === path.join("/"));

/** What is said of a place or of anything within it that has no field. */
export const saidOfWhole = ({ said }: EntryForm, fields: readonly string[]): Said[] => said.filter(({ path }) => !fields.includes(path));

export const set = ({ value, onChange }: EntryForm, key: string, field: Item | Item[] | undefined): void => {
  onChange(withField(value, key, field));
};
