/** Answers out of passages: what is asked, what is found, what is said of it, and whether that is there. */
@NullMarked
package io.vizsla.query.answer;

import org.jspecify.annotations.NullMarked;
