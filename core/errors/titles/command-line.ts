/** Titles of the codes of files, options and reports: 020 to 029 of each hundred. */

/** By code. */
export const commandLineTitles = {
  COW020: 'a file that cannot be read',
  COW021: 'a wrong option or argument of the command line',
  COW022: 'standard output that cannot be written',
  COW023: 'a report folder that holds something else',
  COW024: 'a report that cannot be written',
  COW025: 'a report folder into which somebody else wrote while it was replaced',
  COW026: 'the place for an unfinished run is taken by something else',
  COW027: 'no unfinished run to go on with',
  COW028: 'an unfinished run that was another one',
  COW029: 'a kernel whose policy is unknown, or not built yet',
  COW120: 'the record of an unfinished run that is damaged',
  COW121: 'the record of an unfinished run by another version',
  COW122: 'no record where that of an unfinished run belongs',
  COW123: 'neither a built-in scenario nor a file',
} as const;
