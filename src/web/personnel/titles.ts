/** A post as it is said where the office is said already: "Chuyên viên, Phòng Ngân sách" in that office is "Chuyên viên". */
export const titleIn = (title: string, office: string): string => (office !== "" && title.endsWith(`, ${office}`) ? title.slice(0, -office.length - 2) : title);
