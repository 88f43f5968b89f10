/** Where in a document. */

/** Keys and indexes from the top of the file down. */
export type Path = readonly (string | number)[];
