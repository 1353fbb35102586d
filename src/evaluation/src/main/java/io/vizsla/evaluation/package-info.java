/** Judgements, runs, metrics, significance and reports: what tells how good a search is. */
@NullMarked
package io.vizsla.evaluation;

import org.jspecify.annotations.NullMarked;
