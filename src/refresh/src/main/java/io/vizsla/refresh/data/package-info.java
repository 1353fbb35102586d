/** What a model is trained on: passages, queries and what is known of them, and how that is taken out of a collection. */
@NullMarked
package io.vizsla.refresh.data;

import org.jspecify.annotations.NullMarked;
