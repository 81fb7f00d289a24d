/** Contents that the council appraises; surveys, leaders and portals give the rest, which nobody is assigned. */
type Covered = { readonly scoredBy: string; readonly uncovered: number };

export const isAppraised = ({ scoredBy }: Pick<Covered, "scoredBy">): boolean => scoredBy === "unit" || scoredBy === "council";
export const isHole = (one: Covered): boolean => isAppraised(one) && one.uncovered > 0;
