/** What identifies a document, and the types of its metadata. */
@NullMarked
package io.vizsla.api.document;

import org.jspecify.annotations.NullMarked;
