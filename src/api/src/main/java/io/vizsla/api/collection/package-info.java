/** Collections and how they are defined. */
@NullMarked
package io.vizsla.api.collection;

import org.jspecify.annotations.NullMarked;
