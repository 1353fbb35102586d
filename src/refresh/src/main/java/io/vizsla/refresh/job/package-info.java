/** A refresh on disk: what is wanted, what it is trained on, how far it is, and what came of it. */
@NullMarked
package io.vizsla.refresh.job;

import org.jspecify.annotations.NullMarked;
