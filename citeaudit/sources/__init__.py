"""Who the publisher of a source is and what kind (pure); each rule is a file in rules/, the register is data/publishers.csv."""
