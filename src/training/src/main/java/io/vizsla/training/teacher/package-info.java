/** What says how relevant each candidate is, in grades finer than judgements: soft labels. */
@NullMarked
package io.vizsla.training.teacher;

import org.jspecify.annotations.NullMarked;
