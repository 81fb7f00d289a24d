/** A request of the story, as it is sent. */
export type Raw = (method: string, path: string, more?: { readonly as?: string; readonly body?: object; readonly seen?: string; readonly cookie?: string }) => Promise<{ readonly status: number; readonly json: Record<string, unknown>; readonly etag: string; readonly cookie: string; readonly location: string }>;
