/** Rows that a project owns. Lists are complete and consistent: clients create, then list to resolve a name. */
export interface Listing<Entity> {
  list(projectId: string): Promise<readonly Entity[]>;
  /** Across projects, for administrators. */
  listAll(): Promise<readonly Entity[]>;
}

export interface Lookup<Entity> extends Listing<Entity> {
  get(projectId: string, id: string): Promise<Entity | undefined>;
  /** In any project, for administrators; may miss what was created a moment ago. */
  find(id: string): Promise<Entity | undefined>;
}
