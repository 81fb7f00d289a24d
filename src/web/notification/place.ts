/** Where a notification leads: the campaign that it is about. */
export const campaignOf = (subject: string): string | undefined => /^campaign:(?<id>[0-9A-Za-z_-]{1,64})$/.exec(subject)?.groups?.["id"];
