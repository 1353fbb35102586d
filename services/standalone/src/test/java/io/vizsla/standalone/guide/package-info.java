/** The snippets of the handbook, run as they stand there. */
package io.vizsla.standalone.guide;
