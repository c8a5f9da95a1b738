package org.example.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity of the application, in the persistence unit that holds the accounts. */
@Entity
@Table(name = "note")
public class Note {
  @Id @GeneratedValue private Long id;

  @Column(nullable = false)
  private String author;

  /** For Jakarta Persistence. */
  protected Note() {}

  public Note(String author) {
    this.author = author;
  }
}
