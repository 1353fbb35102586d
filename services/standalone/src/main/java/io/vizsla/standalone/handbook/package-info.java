/** The first collection: the handbook, sent through the log like everything else. */
@NullMarked
package io.vizsla.standalone.handbook;

import org.jspecify.annotations.NullMarked;
